package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.Image;
import gradebox.sandbox.Mount;
import gradebox.sandbox.docker.CourseImage;
import gradebox.sandbox.docker.DockerEngine;
import gradebox.sandbox.docker.PlainContainer;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Packs the homeworks that ship for students, and checks work by what was packed: in sandboxes, on
 * a student's own Python by gradebox, and on it by {@code selfcheck.py} alone.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = FaultyRuns.MACHINE, mode = ResourceAccessMode.READ)
@ResourceLock(FaultyRuns.BESIDE)
class SelfcheckIT {
    private static final Path HOME = Path.of(System.getProperty("gradebox.home"));
    private static final Path HOMEWORKS = HOME.resolve("assignments/catalogue/mit-67960");
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** Where a container sees the packed bundle, and what is handed in. */
    private static final String BUNDLE = "/srv/bundle";

    private static final String MINE = "/srv/mine/solution.py";

    @TempDir static Path shared;
    @TempDir Path folder;

    @BeforeAll
    static void pack() throws Exception {
        for (var homework : List.of("hw1-backprop", "hw3-transformers")) {
            var zip = shared.resolve(homework + ".zip").toString();
            var name = "mit-67960/" + homework;
            var packed = gradebox(shared, "package", name, "--public", "-o", zip);
            assertThat(packed.code()).as(packed.err()).isZero();
            assertThat(packed.out()).contains("  in it, selfcheck.py", "  left out, ");
            unpack(Path.of(zip), shared.resolve(homework));
        }
    }

    private static void unpack(Path zip, Path to) throws Exception {
        try (var in = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(zip)))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                var path = to.resolve(entry.getName());
                Files.createDirectories(path.getParent());
                Files.write(path, in.readAllBytes());
            }
        }
    }

    private static GradeboxProcess.Result gradebox(Path work, String... arguments)
            throws Exception {
        return GradeboxProcess.start(Main.class, work, Map.of(), arguments).await(LIMIT);
    }

    private static Path hw1(String member) {
        return HOMEWORKS.resolve("hw1-backprop").resolve(member).resolve("solution.py");
    }

    @Test
    void packsTheSameBytesAgainAndWhatIsUnpackedIsValid() throws Exception {
        var again = folder.resolve("again.zip");
        gradebox(folder, "package", "mit-67960/hw1-backprop", "--public", "-o", again.toString());

        assertThat(again).hasSameBinaryContentAs(shared.resolve("hw1-backprop.zip"));
        for (var homework : List.of("hw1-backprop", "hw3-transformers")) {
            var valid = gradebox(folder, "validate", shared.resolve(homework).toString());
            assertThat(valid.code()).as(valid.out()).isZero();
        }
    }

    @Test
    void aRightSolutionPassesInSandboxes() throws Exception {
        var zip = shared.resolve("hw1-backprop.zip").toString();
        var checked = gradebox(folder, "selfcheck", zip, hw1("reference").toString());

        assertThat(checked.out())
                .contains("Backpropagation by hand (practice)")
                .contains(
                        "passed     1.2 linear_backward gives the gradients of x, w and b (4 of 4)")
                .contains("passed     4.5 Practice data: Accuracy on held-out glyphs (12 of 12)")
                .contains("19 of 19 checks passed, 54 of 54 points.");
        assertThat(checked.err()).contains("Engine: docker");
        assertThat(checked.code()).as(checked.err()).isZero();
    }

    @Test
    void aWrongOneIsToldWhatIsWrong() throws Exception {
        var bundle = shared.resolve("hw1-backprop").toString();
        var wrong = folder.resolve("solution.py");
        var right = Files.readString(hw1("reference"));
        Files.writeString(wrong, right.replace("def relu_forward(", "def relu_forwards("));
        var checked = gradebox(folder, "selfcheck", bundle, wrong.toString());

        assertThat(checked.out())
                .contains("FAILED     1.3 relu_forward cuts off what is negative (0 of 1)")
                .contains("Your submission has no `relu_forward`.")
                .contains("skipped    1.4");
        assertThat(checked.code()).isEqualTo(6);
    }

    @Test
    void whatIsNoBundleIsRefused() throws Exception {
        var full = HOMEWORKS.resolve("hw1-backprop").toString();
        var refused = gradebox(folder, "selfcheck", full, hw1("reference").toString());
        assertThat(refused.code()).isEqualTo(ExitCode.USAGE.number());
        assertThat(refused.err()).contains("not a public bundle");
    }

    @Test
    void withoutIsolationJavaSuitesRunOnTheStudentsOwnPython() throws Exception {
        var ended =
                container("hw1-backprop", hw1("reference"))
                        .java(LIMIT, Main.class, "selfcheck", BUNDLE, MINE, "--no-isolation");

        assertThat(ended.output())
                .contains("Isolation: none: your code runs as you, with your own /usr/bin/python3")
                .contains("19 of 19 checks passed, 54 of 54 points.");
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void pythonAloneRunsPytestSuitesAndModels() throws Exception {
        var reference = HOMEWORKS.resolve("hw3-transformers/reference/solution.py");
        var ended = python("hw3-transformers", reference);

        assertThat(ended.output().lines().findFirst().orElse("")).startsWith("No isolation: ");
        assertThat(ended.output())
                .contains("passed     3.2 No logit depends on a later token (4 of 4)")
                .contains("passed     5.5 Practice data: Accuracy on held-out pictures (5 of 5)")
                .contains("22 of 22 checks passed")
                .contains("0 not run here.");
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void pythonAloneTellsWhatIsWrongAndGoesOnAfterACrash() throws Exception {
        var right = Files.readString(HOMEWORKS.resolve("hw3-transformers/reference/solution.py"));
        var wrong =
                right.replace("def rnn_unroll(", "def rnn_unrolled(")
                        .replace(
                                "def patchify(",
                                "def patchify(*_):\n    import os\n    os._exit(3)\n\n\ndef _(")
                        .replace(
                                "def attention(",
                                "def attention(*_, **__):\n    raise ValueError('mine')\n\n\ndef __(");
        assertThat(wrong).contains("os._exit(3)", "'mine'", "rnn_unrolled");
        var ended =
                python("hw3-transformers", Files.writeString(folder.resolve("solution.py"), wrong));

        assertThat(ended.output())
                .contains("FAILED     1.1 rnn_unroll follows the recurrence (0 of 2)")
                .contains("Your submission has no `rnn_unroll`.")
                .contains("attention(…) raised ValueError: mine\n")
                .contains("in attention\n")
                .contains("Your code's process died.");
        assertThat(ended.exitCode()).isEqualTo(6);
    }

    @Test
    void aLoopCostsItsOwnTimeAndOtherChecksRun() throws Exception {
        var bundle = Files.createDirectory(folder.resolve("loops"));
        for (var program : List.of("selfcheck.py", "gradebox_source.py")) {
            Files.copy(
                    shared.resolve("hw3-transformers").resolve(program), bundle.resolve(program));
        }
        Files.writeString(
                bundle.resolve("test_loops.py"),
                """
                import pytest
                from gradebox import student

                @pytest.mark.parametrize("n", [1, 2])
                def test_first(n, seed): assert student.double(n) == 2 * n and seed > 0

                def test_loops(): student.loop()

                def test_last():
                    model = student.Model(3)
                    with pytest.raises(student.Error, match="ValueError: no"):
                        model.refuse()
                    assert student.get(model, "size") == 3 and not student.has("nothing")
                    assert student.elsewhere().count() == 1 and student.count() == 1
                """);
        Files.writeString(
                Files.createDirectory(bundle.resolve("old")).resolve("test_old.py"),
                """
                import unittest
                from solution import double

                class TestOld(unittest.TestCase):
                    def test_double(self): self.assertEqual(double(2), 4)
                    def test_wrong(self): self.assertEqual(double(2), 5)
                """);
        Files.writeString(
                bundle.resolve("assignment.yaml"),
                """
                {"id": "a-practice", "title": "A", "limits": {"per_check": "500ms"},
                 "submission": {"files": ["solution.py"]},
                 "graders": {"t": {"type": "pytest", "suite": "test_loops.py"},
                             "old": {"type": "pytest", "suite": "old/", "isolation": "in-process"}},
                 "rubric": [{"check": "t/test_first", "points": 1}, {"check": "t/test_loops", "points": 1},
                            {"check": "t/test_last", "points": 1}]}
                """);
        var mine =
                """
                calls = []

                def double(x): return 2 * x

                def count():
                    calls.append(1)
                    return len(calls)

                def loop():
                    while True: pass

                class Model:
                    def __init__(self, size): self.size = size
                    def refuse(self): raise ValueError("no")
                """;
        var solution = Files.writeString(folder.resolve("solution.py"), mine);
        var ended =
                new PlainContainer(image(), mounts(bundle, solution))
                        .program(LIMIT, "python3", BUNDLE + "/selfcheck.py", MINE);

        assertThat(ended.output())
                .contains("passed         test_first (1 of 1)")
                .contains(
                        "FAILED         test_loops (0 of 1)\n               There was no answer within 1 s.")
                .contains("passed         test_last (1 of 1)")
                .contains("passed         TestOld.test_double\n")
                .contains("FAILED         TestOld.test_wrong\n               4 != 5");
        assertThat(ended.exitCode()).isEqualTo(6);
    }

    private PlainContainer.Ended python(String homework, Path solution) throws Exception {
        return container(homework, solution)
                .program(LIMIT, "python3", BUNDLE + "/selfcheck.py", MINE);
    }

    private PlainContainer container(String homework, Path solution) throws Exception {
        return new PlainContainer(image(), mounts(shared.resolve(homework), solution));
    }

    private static List<Mount> mounts(Path bundle, Path solution) throws Exception {
        return List.of(
                new Mount(bundle.toRealPath(), BUNDLE),
                new Mount(solution.toRealPath().resolveSibling(""), "/srv/mine"));
    }

    private static Image image() throws Exception {
        try (var engine = DockerEngine.connect(System.getenv())) {
            return CourseImage.of(engine);
        }
    }
}
