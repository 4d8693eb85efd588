package gradebox.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.assignments.Assignment;
import gradebox.assignments.Assignment.DataDefinition;
import gradebox.assignments.AssignmentLoader;
import gradebox.grading.DataSet;
import gradebox.grading.GraderProvider;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Visibility;
import gradebox.run.GraderSet;
import gradebox.run.RootSeed;
import gradebox.sandbox.call.Npz;
import gradebox.sandbox.call.Value;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicBundleTest {
    private static final Path CATALOGUE =
            Path.of(System.getProperty("gradebox.home"), "assignments/catalogue/mit-67960");

    /** Stands wherever something is that nobody may find in the zip. */
    private static final String CANARY = "c4n4ry";

    private final Map<String, GraderProvider> providers = new TreeMap<>();
    private final AssignmentLoader loader;

    @TempDir Path folder;

    PublicBundleTest() {
        ServiceLoader.load(GraderProvider.class).forEach(it -> providers.put(it.type(), it));
        loader = new AssignmentLoader(providers.keySet());
    }

    private void write(String name, String text) throws Exception {
        var file = folder.resolve("hw").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Path secretive() throws Exception {
        var labels = Npz.write(Map.of("X", Value.Array.ofDoubles(List.of(1L), 424242.5)));
        write("data/brought.npz", "");
        Files.write(folder.resolve("hw/data/brought.npz"), labels);
        write("data/points.py", "# c4n4ry generator\ndef generate(seed): ...\n");
        write("reference/solution.py", "c4n4ry_reference = 1\n");
        write("baseline/solution.py", "c4n4ry_baseline = 1\n");
        write("class/ada/solution.py", "c4n4ry_class = 1\n");
        write("reference.yaml", "# c4n4ry\n");
        write("README.md", "c4n4ry for staff\n");
        write("tests/conftest.py", "import pytest\n");
        write("tests/test_open.py", "from gradebox import student\ndef test_open(): pass\n");
        write(
                "tests/test_mixed.py",
                "def test_falls_out(): pass\ndef test_c4n4ry_hidden(): assert 'c4n4ry'\n");
        write("tests/answers.npz", "c4n4ry");
        write("tests/._test_open.py", "def test_open(): pass # left by macOS\n");
        write(
                "suite/Open.java",
                "import org.junit.jupiter.api.Test;\nclass Open { @Test void open() {} }");
        write(
                "suite/Shut.java",
                "import org.junit.jupiter.api.Test;\nclass Shut { @Test void shutC4n4ry() { String s = \"c4n4ry\"; } }");
        write("late/test_late.py", "def test_late(): 'c4n4ry'\n");
        write(
                "assignment.yaml",
                """
                # c4n4ry in a comment
                id: course/hw
                title: Homework
                course: Course
                submission: {files: [solution.py]}
                reference: reference
                baseline: baseline
                data:
                  points: {generator: data/points.py}
                  brought:
                    inputs: {path: data/brought.npz, sha256: "%s"}
                    hidden: {path: data/brought.npz, sha256: "%s"}
                graders:
                  files: {type: source, required: [solution.py], forbid_names: [c4n4ry_name]}
                  tests: {type: pytest, suite: tests/}
                  suite: {type: junit, suite: suite}
                  late: {type: pytest, suite: late}
                """
                                .formatted(
                                        DigestUtils.sha256Hex(labels),
                                        DigestUtils.sha256Hex(labels))
                        + model("made", "points", "{X: train.X, k: train.k}")
                        + model("held", "brought", "{X: 3}")
                        + """
                rubric:
                  - {check: files/required, points: 0}
                  - {check: files/names, points: 0, visibility: hidden}
                  - {check: tests/test_open, points: 1.50, title: Open, requires: [files/required, late/test_late]}
                  - {check: tests/test_falls_out, points: 1}
                  - {check: tests/test_c4n4ry_hidden, points: 1, visibility: hidden, title: c4n4ry title}
                  - {check: suite/open, points: 1}
                  - {check: suite/shutC4n4ry, points: 1, visibility: after_published}
                  - {check: late/test_late, points: 1, visibility: after_due_date}
                  - {check: made/accuracy, points: 2, title: Accuracy}
                  - {check: held/accuracy, points: 2}
                leaderboard:
                  - {name: c4n4ry, metric: held/accuracy, better: higher}
                """);
        return folder.resolve("hw");
    }

    private static String model(String id, String data, String arguments) {
        return """
                  %s:
                    type: model
                    data: %s
                    train: {call: train, args: %s, seed: seed}
                    predict: {method: predict, args: [inputs.X]}
                    metric: {name: accuracy, of: hidden.y}
                    threshold: {direction: higher, curve: linear, zero: 0.5, full: 0.9}
                """
                .formatted(id, data, arguments);
    }

    private static DataSet points() {
        var x = Value.Array.ofDoubles(List.of(2L), 1, 2);
        var tensor = new Value.Array(true, x.type(), x.shape(), x.data());
        return new DataSet(
                "points",
                Map.of("X", tensor, "k", new Value.Int(7)),
                Map.of("X", x),
                Map.of("y", Value.Array.ofLongs(List.of(2L), 0, 1), "floor", new Value.Real(0.5)),
                "0");
    }

    private PublicBundle bundle(Path assignment) throws Exception {
        return PublicBundle.of(loader.load(assignment), loader.document(assignment));
    }

    private static Map<String, byte[]> unpacked(Path zip) throws Exception {
        var content = new TreeMap<String, byte[]>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(zip)))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                content.put(entry.getName(), in.readAllBytes());
            }
        }
        return content;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Test
    void nothingSecretIsInIt() throws Exception {
        var zip = folder.resolve("public.zip");
        var written = bundle(secretive()).write(zip, List.of(points()), providers);

        assertThat(unpacked(zip).keySet())
                .containsExactly(
                        "assignment.yaml",
                        "data/points-hidden.npz",
                        "data/points-inputs.npz",
                        "data/points-train.npz",
                        "gradebox_source.py",
                        "selfcheck.py",
                        "suite/Open.java",
                        "tests/conftest.py",
                        "tests/test_open.py");
        assertThat(written.files()).containsExactlyElementsOf(unpacked(zip).keySet());
        for (var file : unpacked(zip).entrySet()) {
            assertThat(text(file.getValue()).toLowerCase(Locale.ROOT))
                    .as(file.getKey())
                    .doesNotContain(CANARY, "test_late", "424242");
        }
        assertThat(written.notes())
                .contains(
                        "left out, grader late: none of its checks is visible",
                        "left out, grader held: it needs the data brought, which staff bring with held-out labels",
                        "left out, tests/test_mixed.py: it speaks of hidden checks",
                        "left out with them, visible checks: tests/test_falls_out, held/accuracy",
                        "look at tests/conftest.py: it goes out, and hidden checks use it too",
                        "left out, tests/answers.npz: no visible check that goes out needs it",
                        "left out, 4 checks that are not visible");
    }

    @Test
    void whatIsLeftIsAnAssignmentOfItsOwn() throws Exception {
        var zip = folder.resolve("public.zip");
        var bundle = bundle(secretive());
        bundle.write(zip, List.of(points()), providers);
        var assignment = loader.load(unpack(zip));

        assertThat(assignment.id()).isEqualTo("course/hw-practice");
        assertThat(assignment.title()).isEqualTo("Homework (practice)");
        assertThat(assignment.rubric().checks().stream().map(check -> check.id()))
                .containsExactly(
                        "files/required", "tests/test_open", "suite/open", "made/accuracy");
        assertThat(assignment.rubric().checks().get(1).requires())
                .containsExactly("files/required");
        assertThat(assignment.rubric().checks().get(3).title())
                .isEqualTo("Practice data: Accuracy");
        assertThat(assignment.graders().get(0).settings().has("forbid_names")).isFalse();
        assertThat(assignment.graders().get(3).settings().at("/train/args").toString())
                .isEqualTo("{\"X\":\"train.X\",\"k\":7}");
        assertThat(((DataDefinition.Brought) assignment.data().getFirst()).tensors())
                .containsExactly("train.X");
        assertThat(assignment.reference()).isNull();
        assertThat(assignment.leaderboard()).isEmpty();
        GraderSet.of(assignment, providers).close();
        assertThat(PublicBundle.isPractice(assignment)).isTrue();
        assertThat(bundle.seed()).isEqualTo(RootSeed.practice("course/hw-practice"));
        assertThat(bundle.seed()).isNotEqualTo(RootSeed.PUBLISHED);
        assertThat(bundle.toGenerate().data())
                .extracting(DataDefinition::id)
                .containsExactly("points");
    }

    private Path unpack(Path zip) throws Exception {
        var to = folder.resolve("unpacked");
        for (var file : unpacked(zip).entrySet()) {
            var path = to.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return to;
    }

    @Test
    void theSameAssignmentGivesTheSameBytes() throws Exception {
        var assignment = secretive();
        bundle(assignment).write(folder.resolve("a.zip"), List.of(points()), providers);
        bundle(assignment).write(folder.resolve("b.zip"), List.of(points()), providers);

        assertThat(folder.resolve("b.zip")).hasSameBinaryContentAs(folder.resolve("a.zip"));
    }

    @Test
    void anAssignmentOfHiddenChecksIsRefused() throws Exception {
        write(
                "assignment.yaml",
                """
                id: course/hw
                title: Homework
                course: Course
                submission: {files: [solution.py]}
                graders: {files: {type: source, required: [solution.py]}}
                rubric: [{check: files/required, points: 1, visibility: hidden}]
                """);
        assertThatThrownBy(() -> bundle(folder.resolve("hw")))
                .isInstanceOf(InvalidAssignmentException.class)
                .hasMessageContaining("no check can go out");
    }

    @ParameterizedTest
    @CsvSource({"hw1-backprop, 19, DepthSuite.java", "hw3-transformers, 22, test_training.py"})
    void ofTheHomeworksThatShipOnlyVisibleChecksGoOut(String name, int checks, String leftOut)
            throws Exception {
        var homework = CATALOGUE.resolve(name);
        var zip = folder.resolve("public.zip");
        var bundle = bundle(homework);
        var assignment = loader.load(homework);
        var data = new ArrayList<DataSet>();
        for (var set : bundle.toGenerate().data()) {
            data.add(
                    new DataSet(
                            set.id(),
                            points().inputs(),
                            points().inputs(),
                            points().inputs(),
                            "0"));
        }
        var written = bundle.write(zip, data, providers);

        assertThat(written.checks()).isEqualTo(checks);
        assertThat(String.join("\n", written.files())).doesNotContain(leftOut, "reference", ".md");
        for (var file : unpacked(zip).entrySet()) {
            assertThat(text(file.getValue())).as(file.getKey()).doesNotContain(secrets(assignment));
        }
    }

    /** Return names of hidden checks, and long lines of what stays with staff. */
    private static List<String> secrets(Assignment assignment) throws Exception {
        var secrets = new ArrayList<String>();
        for (var check : assignment.rubric().checks()) {
            if (check.visibility() != Visibility.VISIBLE) {
                secrets.add(check.name());
                secrets.add(check.title());
            }
        }
        var folder = assignment.folder();
        for (var own : List.of("reference", "baseline", "data", "reference.yaml")) {
            try (var files = Files.walk(folder.resolve(own))) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    Files.readAllLines(file).stream()
                            .map(String::strip)
                            .filter(line -> line.length() > 45 && !line.startsWith("\"\"\""))
                            .forEach(secrets::add);
                }
            }
        }
        assertThat(secrets).hasSizeGreaterThan(20);
        return secrets;
    }
}
