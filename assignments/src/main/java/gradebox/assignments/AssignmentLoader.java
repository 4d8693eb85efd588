package gradebox.assignments;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.grading.InvalidAssignmentException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Read assignments from their folders. Safe for use by many threads. */
public final class AssignmentLoader {
    /** What the file in an assignment's folder is called. */
    public static final String FILE_NAME = "assignment.yaml";

    /** What calibration writes beside it. */
    public static final String MEASURED_NAME = "reference.yaml";

    private static final int MAX_BYTES = 1 << 20;

    private final Set<String> graderTypes;
    private final AssignmentSchema schema = new AssignmentSchema();

    /**
     * Make a loader.
     *
     * @param graderTypes the types of graders that are installed
     */
    public AssignmentLoader(Set<String> graderTypes) {
        this.graderTypes = Set.copyOf(graderTypes);
    }

    /**
     * Read an assignment, with everything checked that can be checked without its graders.
     *
     * @param folderOrFile its folder, or its YAML file
     * @throws InvalidAssignmentException with every problem found, by line, each as {@code
     *     file:line:column: entry: what is wrong, and what to do}
     */
    public Assignment load(Path folderOrFile) throws InvalidAssignmentException {
        var file = file(folderOrFile);
        try {
            var folder = Objects.requireNonNull(file.toAbsolutePath().getParent()).toRealPath();
            var problems = new Problems(file.toString());
            var root = document(file, problems).place();
            check(root, folder, problems);
            problems.throwIfAny();
            var digest = AssignmentDigest.of(folder, file, ReferencedFile.in(root));
            return new AssignmentBinder(root, folder).bind(digest);
        } catch (IOException e) {
            throw new InvalidAssignmentException(file + ": cannot be read: " + e.getMessage());
        }
    }

    /**
     * Read what stands in an assignment's file, without its comments.
     *
     * @throws InvalidAssignmentException as {@link #load} does
     */
    public JsonNode document(Path folderOrFile) throws InvalidAssignmentException {
        load(folderOrFile);
        var file = file(folderOrFile);
        try {
            return document(file, new Problems(file.toString())).root();
        } catch (IOException e) {
            throw new InvalidAssignmentException(file + ": cannot be read: " + e.getMessage());
        }
    }

    /**
     * List all files that it speaks of: what grading reads, staff's solutions, data that they
     * bring.
     *
     * @param folderOrFile of an assignment that can be loaded
     * @return where each lies, by its path in the assignment's folder
     * @throws InvalidAssignmentException as {@link #load} does
     */
    public SortedMap<String, Path> files(Path folderOrFile) throws InvalidAssignmentException {
        var assignment = load(folderOrFile);
        var file = file(folderOrFile);
        try {
            var root = document(file, new Problems(file.toString())).place();
            return AssignmentFiles.of(assignment.folder(), file, ReferencedFile.in(root));
        } catch (IOException e) {
            throw new InvalidAssignmentException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static Path file(Path folderOrFile) throws InvalidAssignmentException {
        String hint = "; name an assignment's folder, or one that `gradebox list` shows";
        if (!Files.exists(folderOrFile)) {
            throw new InvalidAssignmentException("there is no " + folderOrFile + hint);
        }
        if (!Files.isDirectory(folderOrFile)) {
            return folderOrFile;
        }
        var file = folderOrFile.resolve(FILE_NAME);
        if (!Files.isRegularFile(file)) {
            throw new InvalidAssignmentException(
                    "the folder " + folderOrFile + " has no " + FILE_NAME + hint);
        }
        return file;
    }

    private static YamlDocument document(Path file, Problems problems)
            throws IOException, InvalidAssignmentException {
        String text = text(file);
        try {
            return YamlReader.read(text, problems);
        } catch (YAMLException e) {
            problems.add(position(e, text), "", "cannot be read as YAML: " + words(e));
            throw new InvalidAssignmentException(problems.lines());
        }
    }

    private static String text(Path file) throws IOException, InvalidAssignmentException {
        if (Files.size(file) > MAX_BYTES) {
            throw new InvalidAssignmentException(
                    file + ": is larger than 1 MiB; name an " + FILE_NAME);
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new InvalidAssignmentException(file + ": is not in UTF-8; save it as UTF-8");
        }
    }

    private static Position position(YAMLException e, String text) {
        if (e instanceof MarkedYAMLException marked && marked.getProblemMark() != null) {
            return Position.of(marked.getProblemMark());
        }
        return e instanceof ReaderException reader
                ? Position.ofIndex(text, reader.getPosition())
                : Position.START;
    }

    private static String words(YAMLException e) {
        if (e instanceof MarkedYAMLException marked && marked.getProblem() != null) {
            return marked.getProblem();
        }
        return e instanceof ReaderException reader
                ? "the character U+%04X cannot stand here".formatted(reader.getCodePoint())
                : String.valueOf(e.getMessage());
    }

    private void check(Place root, Path folder, Problems problems) {
        if (!root.isPresent() || root.node().isNull()) {
            problems.add(Position.START, "", "is empty; begin with `id: COURSE/HOMEWORK`");
            return;
        }
        var faults = new Problems("");
        schema.check(root.document(), faults);
        if (root.node().isObject()) {
            var consequences = new Problems("");
            checks(folder).forEach(check -> check.check(root, consequences));
            faults.addFollowing(consequences);
        }
        problems.addFollowing(faults);
    }

    private List<SemanticCheck> checks(Path folder) {
        return List.of(
                new LimitChecks(),
                new SubmissionChecks(),
                new FileChecks(folder),
                new GraderChecks(graderTypes),
                new ModelChecks(),
                new RubricChecks(),
                new LeaderboardChecks());
    }
}
