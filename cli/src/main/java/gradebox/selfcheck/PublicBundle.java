package gradebox.selfcheck;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.assignments.Assignment;
import gradebox.assignments.AssignmentLoader;
import gradebox.grading.DataSet;
import gradebox.grading.GraderProvider;
import gradebox.grading.InvalidAssignmentException;
import gradebox.output.FixedZip;
import gradebox.run.GraderSet;
import gradebox.run.RootSeed;
import gradebox.sandbox.Scratch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Make the zip that students may have of an assignment: a smaller assignment of its visible checks,
 * with data of a published seed, and a program that runs what it can without gradebox.
 *
 * <p>Everything in it is there by name: what is not known to be visible stays out.
 */
public final class PublicBundle {
    /** What the id of what students practise on ends in: it is no assignment that is graded. */
    public static final String SUFFIX = "-practice";

    private static final String TITLE = " (practice)";
    private static final String PRACTICE_DATA = "Practice data: ";
    private static final int LONGEST_LINE = 200;
    private static final int LONGEST_ID = 100;
    private static final int READABLE = 0644;

    /** What is taken over of an assignment as it stands. */
    private static final List<String> TAKEN_OVER =
            List.of("course", "image", "limits", "gpu", "network", "submission");

    private static final List<String> PROGRAMS =
            List.of("/gradebox/selfcheck/selfcheck.py", "/gradebox/graders/gradebox_source.py");

    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .build();

    private final Assignment assignment;
    private final JsonNode document;
    private final Reduced reduced;

    private PublicBundle(Assignment assignment, JsonNode document, Reduced reduced) {
        this.assignment = assignment;
        this.document = document;
        this.reduced = reduced;
    }

    /**
     * What was written.
     *
     * @param files paths in the zip, in order
     * @param notes what stayed out and why, and what the author should look at
     * @param checks how many of the assignment's are in it
     */
    public record Written(List<String> files, List<String> notes, int checks) {
        public Written {
            files = List.copyOf(files);
            notes = List.copyOf(notes);
        }
    }

    /**
     * Choose what goes out.
     *
     * @param document the assignment as it was written, from {@link AssignmentLoader#document}
     * @throws InvalidAssignmentException if nothing is visible
     */
    public static PublicBundle of(Assignment assignment, JsonNode document)
            throws InvalidAssignmentException, IOException {
        var reduced = Reduction.of(assignment);
        if (reduced.graders().isEmpty()) {
            throw new InvalidAssignmentException(
                    assignment.id()
                            + ": no check can go out: "
                            + String.join("; ", reduced.notes()));
        }
        return new PublicBundle(assignment, document, reduced);
    }

    /** Return the id of what students practise on. */
    public static String id(Assignment assignment) {
        var id = assignment.id();
        return id.substring(0, Math.min(id.length(), LONGEST_ID - SUFFIX.length())) + SUFFIX;
    }

    /** Tell whether an assignment is what this class has made. */
    public static boolean isPractice(Assignment assignment) {
        return assignment.id().endsWith(SUFFIX);
    }

    /** Return the published root of all seeds of what students practise on. */
    public RootSeed seed() {
        return RootSeed.practice(id(assignment));
    }

    /** Return the assignment with just the data sets that are to be generated, under the seed. */
    public Assignment toGenerate() {
        return assignment.withData(reduced.data());
    }

    /**
     * Write the zip, the same bytes for the same assignment and data, once what it holds has been
     * found valid and compiles.
     *
     * @param practice the data sets of {@link #toGenerate}
     * @param providers graders by type
     * @throws InvalidAssignmentException if what is left does not stand on its own
     */
    public Written write(Path zip, List<DataSet> practice, Map<String, GraderProvider> providers)
            throws InvalidAssignmentException, IOException {
        var content = content(practice);
        validate(content, providers);
        var packed = new FixedZip();
        content.forEach((name, file) -> packed.put(name, file, READABLE));
        packed.write(zip);
        return new Written(List.copyOf(content.keySet()), reduced.notes(), reduced.checks().size());
    }

    private SortedMap<String, byte[]> content(List<DataSet> practice)
            throws InvalidAssignmentException, IOException {
        var content = new TreeMap<String, byte[]>();
        for (var file : reduced.files().entrySet()) {
            content.put(file.getKey(), Files.readAllBytes(file.getValue()));
        }
        var written = document();
        for (var set : practice) {
            var files = new PracticeSet(set);
            content.putAll(files.files());
            written.withObjectProperty("data").set(set.id(), files.entry());
            for (var grader : written.path("graders")) {
                if (grader.path("data").asText().equals(set.id())) {
                    files.fill((ObjectNode) grader);
                }
            }
        }
        for (var program : PROGRAMS) {
            content.put(program.substring(program.lastIndexOf('/') + 1), resource(program));
        }
        // JSON is YAML, and a program that has no reader of YAML can read it.
        var text = JSON.writeValueAsString(written) + "\n";
        content.put(AssignmentLoader.FILE_NAME, text.getBytes(StandardCharsets.UTF_8));
        return content;
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = PublicBundle.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private ObjectNode document() {
        var written = JSON.createObjectNode();
        written.put("id", id(assignment));
        written.put("title", cut(assignment.title(), LONGEST_LINE - TITLE.length()) + TITLE);
        for (var key : TAKEN_OVER) {
            if (document.has(key)) {
                written.set(key, document.path(key).deepCopy());
            }
        }
        var graders = written.putObject("graders");
        reduced.graders().forEach((id, grader) -> graders.set(id, grader.deepCopy()));
        var rubric = written.putArray("rubric");
        for (var line : document.path("rubric")) {
            if (reduced.checks().contains(line.path("check").asText())) {
                rubric.add(line((ObjectNode) line.deepCopy()));
            }
        }
        return written;
    }

    /** Take out of a line of the rubric what speaks of hidden checks. */
    private ObjectNode line(ObjectNode line) {
        var requires = line.path("requires").deepCopy();
        line.remove("requires");
        for (var required : requires) {
            if (reduced.checks().contains(required.asText())) {
                line.withArrayProperty("requires").add(required.asText());
            }
        }
        var id = line.path("check").asText();
        var grader = reduced.graders().get(id.substring(0, id.indexOf('/')));
        if (grader != null && grader.path("type").asText().equals("model")) {
            var title = line.path("title").asText(id.substring(id.indexOf('/') + 1));
            line.put("title", cut(PRACTICE_DATA + title, LONGEST_LINE));
        }
        return line;
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }

    private static void validate(
            SortedMap<String, byte[]> content, Map<String, GraderProvider> providers)
            throws InvalidAssignmentException, IOException {
        var folder = Scratch.folder("bundle");
        try {
            for (var file : content.entrySet()) {
                var path = folder.resolve(file.getKey());
                Files.createDirectories(Objects.requireNonNull(path.getParent()));
                Files.write(path, file.getValue());
            }
            var loaded = new AssignmentLoader(providers.keySet()).load(folder);
            GraderSet.of(loaded, providers).close();
        } catch (InvalidAssignmentException e) {
            throw new InvalidAssignmentException(
                    e.problems().stream()
                            .map(line -> line.replace(folder + "/", ""))
                            .map(line -> "what may go out does not stand alone: " + line)
                            .toList());
        } finally {
            Scratch.delete(folder);
        }
    }
}
