package gradebox.assignments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.assignments.Assignment.DataDefinition;
import gradebox.assignments.Assignment.GpuNeed;
import gradebox.assignments.Assignment.ImageChoice;
import gradebox.assignments.Assignment.LeaderboardMetric;
import gradebox.assignments.Assignment.Solutions;
import gradebox.assignments.Assignment.SubmissionRules;
import gradebox.grading.Check;
import gradebox.grading.GraderDefinition;
import gradebox.grading.Rubric;
import gradebox.grading.Threshold.Direction;
import gradebox.grading.TimeSpan;
import gradebox.grading.Visibility;
import gradebox.grading.Workbench.Entry;
import gradebox.grading.Workbench.ProcessPer;
import gradebox.sandbox.Limits;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Make an {@link Assignment} of a document that has passed every check, with defaults filled in.
 *
 * @param root the whole document
 * @param folder the assignment's folder
 */
record AssignmentBinder(Place root, Path folder) {
    static final String PER_CHECK = "10s";
    static final String TOTAL = "10min";

    private static final String MAX_SIZE = "20MiB";

    Assignment bind(String digest) {
        var rubric =
                new Rubric(
                        root.at("rubric").members().stream().map(AssignmentBinder::check).toList());
        return new Assignment(
                root.at("id").text(),
                root.at("title").text(),
                root.at("course").text(),
                folder,
                digest,
                image(),
                limits(),
                TimeSpan.duration(root.at("limits").at("per_check").text(PER_CHECK)),
                gpu(),
                submission(),
                root.at("data").members().stream().map(this::data).toList(),
                root.at("graders").members().stream().map(it -> grader(it, rubric)).toList(),
                rubric,
                root.at("leaderboard").members().stream().map(AssignmentBinder::metric).toList(),
                new Solutions(
                        optionalPath(root.at("reference")), optionalPath(root.at("baseline"))));
    }

    private ImageChoice image() {
        var image = root.at("image");
        if (image.at("dockerfile").isPresent()) {
            return new ImageChoice.Recipe(path(image.at("dockerfile")));
        }
        return image.at("present").isPresent()
                ? new ImageChoice.Present(image.at("present").text())
                : new ImageChoice.Bundled(image.text("cpu"));
    }

    private Limits limits() {
        var limits = root.at("limits");
        var cpus = limits.at("cpus");
        return new Limits(
                cpus.isPresent() ? cpus.number().doubleValue() : Limits.DEFAULT.cpus(),
                bytes(limits.at("memory"), Limits.DEFAULT.memoryBytes()),
                limits.at("pids").integer(Limits.DEFAULT.pids()),
                bytes(limits.at("disk"), Limits.DEFAULT.diskBytes()),
                TimeSpan.duration(limits.at("total").text(TOTAL)));
    }

    private static long bytes(Place size, long otherwise) {
        return size.isPresent() ? ByteSize.bytes(size.text()) : otherwise;
    }

    private GpuNeed gpu() {
        var gpu = root.at("gpu");
        String need = gpu.text(gpu.at("need").text("none"));
        return new GpuNeed(
                GpuNeed.Need.valueOf(constant(need)),
                bytes(gpu.at("memory"), 0),
                bytes(gpu.at("share"), 0));
    }

    private SubmissionRules submission() {
        var submission = root.at("submission");
        var files = submission.at("files").texts();
        var entry =
                new Entry(
                        submission.at("module").text(firstModule(files)),
                        submission.at("preload").texts(),
                        ProcessPer.valueOf(constant(submission.at("process").text("check"))));
        long maxSize = ByteSize.bytes(submission.at("max_size").text(MAX_SIZE));
        return new SubmissionRules(files, submission.at("optional").texts(), entry, maxSize);
    }

    /** Return the module of the first Python file; an artifact alone has none that is imported. */
    private static String firstModule(List<String> files) {
        return files.stream()
                .filter(file -> file.endsWith(".py"))
                .findFirst()
                .map(file -> file.substring(0, file.length() - 3).replace('/', '.'))
                .orElse("solution");
    }

    private DataDefinition data(Place set) {
        var generator = set.at("generator");
        if (generator.isPresent()) {
            return new DataDefinition.Generated(set.key(), path(generator));
        }
        return new DataDefinition.Brought(
                set.key(),
                optionalSource(set.at("train")),
                source(set.at("inputs")),
                optionalSource(set.at("hidden")),
                set.at("tensors").texts());
    }

    private DataDefinition.@Nullable Source optionalSource(Place part) {
        return part.isPresent() ? source(part) : null;
    }

    private DataDefinition.Source source(Place part) {
        return new DataDefinition.Source(path(part.at("path")), part.at("sha256").text());
    }

    private GraderDefinition grader(Place grader, Rubric rubric) {
        ObjectNode settings = grader.node().deepCopy();
        settings.remove("type");
        String id = grader.key();
        return new GraderDefinition(id, grader.at("type").text(), settings, folder, rubric.of(id));
    }

    private static Check check(Place line) {
        String id = line.at("check").text();
        return new Check(
                id,
                line.at("title").text(id.substring(id.indexOf('/') + 1)),
                plain(line.at("points").number()),
                line.at("number").text(),
                Visibility.valueOf(constant(line.at("visibility").text("visible"))),
                line.at("tags").texts(),
                line.at("requires").texts());
    }

    /** Make 1e1 a 10: points are shown as they are. */
    private static BigDecimal plain(BigDecimal points) {
        return points.scale() < 0 ? points.setScale(0) : points;
    }

    private static LeaderboardMetric metric(Place entry) {
        return new LeaderboardMetric(
                entry.at("name").text(),
                entry.at("metric").text(),
                Direction.valueOf(constant(entry.at("better").text())));
    }

    private @Nullable Path optionalPath(Place place) {
        return place.isPresent() ? path(place) : null;
    }

    private Path path(Place place) {
        return folder.resolve(place.text()).normalize();
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
