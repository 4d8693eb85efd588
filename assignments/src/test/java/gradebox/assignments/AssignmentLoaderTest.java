package gradebox.assignments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gradebox.assignments.Assignment.DataDefinition;
import gradebox.assignments.Assignment.GpuNeed;
import gradebox.assignments.Assignment.ImageChoice;
import gradebox.assignments.Assignment.LeaderboardMetric;
import gradebox.assignments.Assignment.SubmissionRules;
import gradebox.grading.Check;
import gradebox.grading.GraderDefinition;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Rubric;
import gradebox.grading.Threshold.Direction;
import gradebox.grading.Visibility;
import gradebox.grading.Workbench.Entry;
import gradebox.grading.Workbench.ProcessPer;
import gradebox.sandbox.Limits;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssignmentLoaderTest {
    private final AssignmentLoader loader = new AssignmentLoader(SampleFolder.TYPES);

    @TempDir Path temp;
    Path folder = Path.of("");

    @BeforeEach
    void copySample() throws IOException {
        folder = SampleFolder.copyTo(temp.resolve("sample"));
    }

    @Test
    void loadsEveryEntry() throws Exception {
        var assignment = loader.load(folder);

        assertThat(assignment)
                .isEqualTo(
                        new Assignment(
                                "sample-course/hw1-sample",
                                "Everything at once",
                                "Sample 101",
                                folder,
                                assignment.digest(),
                                new ImageChoice.Recipe(folder.resolve("image/Dockerfile")),
                                new Limits(1.5, 1L << 30, 128, 64_000_000, Duration.ofMinutes(5)),
                                Duration.ofSeconds(10),
                                new GpuNeed(GpuNeed.Need.OPTIONAL, 8L << 30, 4L << 30),
                                new SubmissionRules(
                                        List.of("solution.py"),
                                        List.of("README.md", "model.onnx"),
                                        new Entry("solution", List.of("numpy"), ProcessPer.SUITE),
                                        5L << 20),
                                List.of(
                                        new DataDefinition.Generated(
                                                "glyphs", folder.resolve("data/glyphs.py")),
                                        new DataDefinition.Brought(
                                                "digits",
                                                source("train"),
                                                source("inputs"),
                                                source("hidden"))),
                                graders(),
                                new Rubric(checks()),
                                List.of(
                                        new LeaderboardMetric(
                                                "Glyph accuracy",
                                                "glyphs/accuracy",
                                                Direction.HIGHER),
                                        new LeaderboardMetric(
                                                "Gap in nats",
                                                "digits/entropy_gap",
                                                Direction.LOWER)),
                                new Assignment.Solutions(
                                        folder.resolve("reference"), folder.resolve("baseline"))));
        assertThat(assignment.rubric().points()).isEqualTo(new BigDecimal("32.50"));
    }

    private DataDefinition.Source source(String part) throws IOException {
        var file = folder.resolve("data/" + part + ".npz");
        return new DataDefinition.Source(file, AssignmentDigest.ofFile(file));
    }

    private static List<Check> checks() {
        return List.of(
                check("files/required", "required", "0", Visibility.VISIBLE),
                new Check(
                        "backprop/linearForward",
                        "The linear layer, forward",
                        new BigDecimal("4"),
                        "1.10",
                        Visibility.AFTER_DUE_DATE,
                        List.of("forward", "linear"),
                        List.of("files/required")),
                check("attention/test_causal", "test_causal", "2.50", Visibility.HIDDEN),
                check(
                        "glyphs/accuracy",
                        "accuracy",
                        "10",
                        Visibility.VISIBLE,
                        "backprop/linearForward"),
                check("digits/entropy_gap", "entropy_gap", "5", Visibility.AFTER_PUBLISHED),
                check("exported/error", "error", "1", Visibility.VISIBLE),
                check("style/style", "style", "10", Visibility.VISIBLE));
    }

    private static Check check(
            String id, String title, String points, Visibility visibility, String... requires) {
        return new Check(
                id, title, new BigDecimal(points), "", visibility, List.of(), List.of(requires));
    }

    private List<GraderDefinition> graders() throws JsonProcessingException {
        var rubric = new Rubric(checks());
        return List.of(
                grader(
                        "files",
                        "source",
                        """
                        {"required": ["solution.py"], "forbid_imports": ["torch"],
                         "forbid_calls": ["eval", "os.system", "*.backward"],
                         "forbid_names": ["__loader__", "torch.nn.*Attention"]}
                        """,
                        rubric),
                grader("backprop", "junit", "{\"suite\": \"suite/\"}", rubric),
                grader(
                        "attention",
                        "pytest",
                        "{\"suite\": \"tests\", \"isolation\": \"separate\"}",
                        rubric),
                grader(
                        "old",
                        "pytest",
                        "{\"suite\": \"tests/test_old.py\", \"isolation\": \"in-process\"}",
                        rubric),
                grader(
                        "glyphs",
                        "model",
                        """
                        {"data": "glyphs",
                         "train": {"call": "train",
                                   "args": {"X": "train.X", "y": "train.y", "steps": 600},
                                   "seed": "seed"},
                         "predict": {"method": "predict", "args": ["inputs.X"]},
                         "metric": {"name": "accuracy", "of": "hidden.y"},
                         "runs": 3,
                         "near_cutoff": {"runs": 2, "within": 0.01},
                         "threshold": {"direction": "higher", "curve": "linear",
                                       "zero": 0.74, "full": 0.93,
                                       "bonus": {"at": 0.97, "fraction": 1.1}}}
                        """,
                        rubric),
                grader(
                        "digits",
                        "model",
                        """
                        {"data": "digits",
                         "train": {"command": ["python3", "/submission/solution.py", "train"]},
                         "predict": {"command": ["python3", "/submission/solution.py", "predict"],
                                     "output": "predictions.npz"},
                         "metric": {"name": "entropy_gap", "of": "hidden.y",
                                    "minus": "hidden.entropy"},
                         "threshold": {"direction": "lower", "curve": "steps",
                                       "knots": [{"name": "begun", "at": 0.5, "fraction": 0.5},
                                                 {"name": "done", "at": 0.1, "fraction": 1}]}}
                        """,
                        rubric),
                grader(
                        "exported",
                        "model",
                        """
                        {"data": "digits",
                         "train": {"command": ["python3", "/submission/solution.py", "export"]},
                         "model": {"artifact": "model.onnx", "format": "onnx",
                                   "inputs": "inputs.X"},
                         "metric": {"name": "error", "of": "hidden.y"},
                         "threshold": {"direction": "lower", "curve": "linear",
                                       "zero": 0.2, "full": 0.05}}
                        """,
                        rubric),
                grader(
                        "style",
                        "command",
                        """
                        {"run": ["python3", "/submission/solution.py"], "stdin": "io/input.txt",
                         "expect": {"exit": 0, "stdout": "io/expected.txt"}, "within": "5s"}
                        """,
                        rubric));
    }

    private GraderDefinition grader(String id, String type, String settings, Rubric rubric)
            throws JsonProcessingException {
        return new GraderDefinition(id, type, json(settings), folder, rubric.of(id));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper()
                .enable(
                        com.fasterxml.jackson.databind.DeserializationFeature
                                .USE_BIG_DECIMAL_FOR_FLOATS)
                .readTree(text);
    }

    @Test
    void fillsInDefaults() throws Exception {
        var assignment =
                loader.load(
                        write(
                                """
                                id: small
                                title: Small
                                course: Sample 101
                                submission: {files: [README.md, src/net.py, other.py]}
                                graders: {files: {type: source, required: [src/net.py]}}
                                rubric: [{check: files/required, points: 1}]
                                """));

        assertThat(assignment.image()).isEqualTo(new ImageChoice.Bundled("cpu"));
        assertThat(assignment.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(assignment.perCheck()).isEqualTo(Duration.ofSeconds(10));
        assertThat(assignment.gpu()).isEqualTo(new GpuNeed(GpuNeed.Need.NONE, 0));
        assertThat(assignment.submission().entry())
                .isEqualTo(new Entry("src.net", List.of(), ProcessPer.CHECK));
        assertThat(assignment.submission().maxBytes()).isEqualTo(20L << 20);
        assertThat(assignment.solutions()).isEqualTo(Assignment.Solutions.NONE);
        assertThat(assignment.data()).isEmpty();
        assertThat(assignment.leaderboard()).isEmpty();
    }

    @Test
    void loadsAnInProcessSuiteWithoutARubric() throws Exception {
        var assignment =
                loader.load(
                        write(
                                """
                                id: old
                                title: Old
                                course: Sample 101
                                image: {present: "course@sha256:12ab"}
                                gpu: required
                                submission: {files: [solution.py]}
                                graders: {all: {type: pytest, suite: tests, isolation: in-process}}
                                """));

        assertThat(assignment.rubric().checks()).isEmpty();
        assertThat(assignment.image()).isEqualTo(new ImageChoice.Present("course@sha256:12ab"));
        assertThat(assignment.gpu().need()).isEqualTo(GpuNeed.Need.REQUIRED);
    }

    @Test
    void takesTypesFromOutsideAsTheyAre() throws Exception {
        var file =
                write(
                        """
                        id: outside
                        title: Outside
                        course: Sample 101
                        submission: {files: [solution.py]}
                        graders: {essay: {type: essay, words: 500}}
                        rubric: [{check: essay/length, points: 1}]
                        """);

        var assignment = new AssignmentLoader(Set.of("essay")).load(file);

        assertThat(assignment.graders().getFirst().settings()).isEqualTo(json("{\"words\": 500}"));
        assertThatThrownBy(() -> loader.load(file))
                .hasMessageContaining("no grader of type `essay`");
    }

    @Test
    void saysWhatToNameWhereThereIsNothing() {
        assertThatThrownBy(() -> loader.load(folder.resolve("nowhere")))
                .isInstanceOf(InvalidAssignmentException.class)
                .hasMessage(
                        "there is no %s; name an assignment's folder, or one that `gradebox list` shows",
                        folder.resolve("nowhere"));
        assertThatThrownBy(() -> loader.load(folder.resolve("tests")))
                .hasMessage(
                        "the folder %s has no assignment.yaml; name an assignment's folder, or one that `gradebox list` shows",
                        folder.resolve("tests"));
    }

    @Test
    void refusesWhatIsTooLargeOrNotUtf8() throws Exception {
        var large = write("# " + "x".repeat(1 << 20));
        assertThatThrownBy(() -> loader.load(large)).hasMessageContaining("larger than 1 MiB");

        var latin = folder.resolve("latin.yaml");
        Files.write(latin, "title: Größe".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> loader.load(latin)).hasMessageContaining("save it as UTF-8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assignment.yaml",
                "suite/SampleSuite.java",
                "tests/test_causal.py",
                "data/glyphs.py",
                "reference/solution.py",
                "image/requirements.txt",
                "io/input.txt",
                "io/expected.txt"
            })
    void digestChangesWithWhatCanChangeAGrade(String name) throws Exception {
        var before = loader.load(folder).digest();

        var file = folder.resolve(name);
        Files.writeString(file, Files.readString(file) + "# more\n");

        assertThat(loader.load(folder).digest()).matches("[0-9a-f]{64}").isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "starter/solution.py",
                "baseline/solution.py",
                "reference.yaml",
                "tests/__pycache__/test_causal.cpython-313.pyc",
                "reference/solution.py~"
            })
    void digestStaysWithWhatCannotChangeAGrade(String name) throws Exception {
        var before = loader.load(folder).digest();

        var file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, "something else");

        assertThat(loader.load(folder).digest()).isEqualTo(before);
    }

    @Test
    void digestChangesWhereAFileMoves() throws Exception {
        var before = loader.load(folder).digest();

        Files.move(folder.resolve("tests/test_causal.py"), folder.resolve("tests/test_more.py"));

        assertThat(loader.load(folder).digest()).isNotEqualTo(before);
    }

    @Test
    void digestIsTheSameInAnotherFolder() throws Exception {
        var copy = SampleFolder.copyTo(temp.resolve("another"));

        assertThat(loader.load(copy).digest()).isEqualTo(loader.load(folder).digest());
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("other.yaml"), yaml);
    }
}
