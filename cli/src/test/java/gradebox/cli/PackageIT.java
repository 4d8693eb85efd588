package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import gradebox.cli.PackedAutograder.Graded;
import gradebox.gradescope.ResultLint;
import gradebox.sandbox.docker.GradescopeContainer.Size;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Packs assignments, and has them graded in containers laid out as Gradescope's. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = FaultyRuns.MACHINE, mode = ResourceAccessMode.READ)
@ResourceLock(FaultyRuns.BESIDE)
class PackageIT {
    private static final Path HOME = Path.of(System.getProperty("gradebox.home"));
    private static final String HOMEWORK = "mit-67960/hw1-backprop";
    private static final Path FOLDER = HOME.resolve("assignments/catalogue/" + HOMEWORK);
    private static final long MANY = 4096;
    private static final Duration LIMIT = Duration.ofMinutes(9);

    @TempDir Path work;

    private PackedAutograder pack(String assignment, String... options) throws Exception {
        var zip = work.resolve("autograder.zip");
        var words = new ArrayList<>(List.of("package", assignment, "-o", zip.toString()));
        words.addAll(List.of("--root-seed", "published"));
        words.addAll(List.of(options));
        var result =
                GradeboxProcess.start(Main.class, work, Map.of(), words.toArray(String[]::new))
                        .await();
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("it holds what students must not see");
        var container = PackedAutograder.upload(zip, work.resolve("uploaded"));
        var ended = container.setUp();
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("gradebox: ready");
        return container;
    }

    private static String metadata(String createdAt, String previous) {
        return """
               {"id": 123456, "created_at": "%s", "submission_method": "upload",
                "users": [{"email": "ada@example.edu", "id": 1, "name": "Ada Okafor"}],
                "assignment": {"id": 25828, "course_id": 1234, "title": "Homework 1",
                  "due_date": "2026-07-31T23:00:00.000000-07:00", "late_due_date": null,
                  "release_date": "2026-07-02T00:00:00.000000-07:00", "group_size": 4,
                  "group_submission": true, "total_points": "70.0"},
                "previous_submissions": [%s]}
               """
                .formatted(createdAt, previous);
    }

    private static JsonNode result(Graded graded) throws Exception {
        assertThat(graded.ended().exitCode()).as(graded.ended().output()).isZero();
        byte[] bytes = Files.readAllBytes(graded.results());
        assertThat(new ResultLint().check(bytes)).noneMatch(complaint -> complaint.isFault());
        return new ObjectMapper().readTree(bytes);
    }

    /** Members that Docker's sandboxes give what class-expected.yaml says: see GoldenClassIT. */
    @Test
    void inTheSmallestContainerEveryCheckIsAsOnDocker() throws Exception {
        var members = List.of("okafor_ada_901034", "blackwood_rex_901811", "nguyen_minh_901671");
        var container = pack(HOMEWORK, "--timeout", "40m");
        var all = new LinkedHashMap<String, Future<Graded>>();
        try (var pool = Executors.newFixedThreadPool(members.size())) {
            for (var member : members) {
                Callable<Graded> grade =
                        () ->
                                container.grade(
                                        work.resolve(member),
                                        FOLDER.resolve("class").resolve(member),
                                        metadata("2026-07-14T12:00:00.000000-07:00", ""),
                                        Size.SMALL,
                                        LIMIT);
                all.put(member, pool.submit(grade));
            }
        }
        var expected =
                GoldenClassIT.expectedChecks(
                        new YAMLMapper().readTree(FOLDER.resolve("class-expected.yaml").toFile()));
        expected.keySet()
                .removeIf(check -> members.stream().noneMatch(member -> check.startsWith(member)));
        var got = new TreeMap<String, String>();
        var scores = new TreeMap<String, Integer>();
        for (var one : all.entrySet()) {
            var result = result(one.getValue().get());
            got.putAll(checks(one.getKey(), result));
            scores.put(one.getKey(), result.path("score").asInt());
            assertThat(result.findPath("degraded").asText()).startsWith("Degraded");
        }
        assertThat(got).isEqualTo(expected);
        assertThat(scores).containsEntry("okafor_ada_901034", 70);
    }

    private static Map<String, String> checks(String member, JsonNode result) {
        var checks = new TreeMap<String, String>();
        for (var test : result.path("tests")) {
            var extra = test.path("extra_data");
            var reason = extra.path("reason").asText();
            checks.put(
                    member + ": " + extra.path("check").asText(),
                    extra.path("outcome").asText() + (reason.isEmpty() ? "" : " " + reason));
        }
        return checks;
    }

    /**
     * A suite written for Gradescope, which reads {@code /autograder/submission}; then one
     * submission too many, and one that meets a machine without room for a sandbox.
     */
    @Test
    void aSuiteForThePlatformRunsAsItIsAndNothingGetsLost() throws Exception {
        var container = pack(assignment().toString(), "--limit", "1/24h");
        var solution = Files.createDirectory(work.resolve("solution"));
        Files.writeString(solution.resolve("solution.py"), "def half(x):\n    return x / 2\n");

        Files.writeString(solution.resolve("données.txt"), "1\n"); // the container has no locale

        var first = grade(container, solution, "first", "2026-07-14T12:00:00Z", "", MANY);
        var result = result(first);
        assertThat(checks("", result))
                .containsEntry(": suite/test_half.TestHalf.test_half", "passed")
                .containsEntry(": suite/test_half.TestHalf.test_reads_what_was_handed_in", "passed")
                .containsEntry(": suite/test_half.TestHalf.test_sees_nothing_else", "passed");
        assertThat(result.path("score").asInt()).isEqualTo(7);
        assertThat(result.path("output").asText()) // and nothing of files left out
                .isEqualTo("Submission 1 of the 1 that are graded within 24h.");

        var before =
                """
                {"submission_time": "2026-07-14T12:00:00Z", "score": 7.0, "autograder_error": false, "results": %s}
                """
                        .formatted(first.resultsText());
        var refused = grade(container, solution, "second", "2026-07-14T13:00:00Z", before, MANY);
        assertThat(result(refused).path("score").asInt()).isEqualTo(7);
        assertThat(result(refused).path("tests")).isEqualTo(result.path("tests"));
        assertThat(result(refused).path("output").asText())
                .contains("Hand it in again after 15 July 2026, 12:00 UTC");

        var failed = grade(container, solution, "third", "2026-07-16T13:00:00Z", before, 60);
        assertThat(result(failed).path("score").asInt()).isEqualTo(7);
        assertThat(result(failed).path("output").asText()).contains("by no fault of yours");
        assertThat(failed.ended().output()).contains("the last result stays");

        var nothing = grade(container, solution, "fourth", "2026-07-16T13:00:00Z", "", 60);
        assertThat(nothing.ended().exitCode()).isEqualTo(5);
        assertThat(nothing.results()).doesNotExist();
    }

    private Graded grade(
            PackedAutograder container,
            Path solution,
            String name,
            String createdAt,
            String previous,
            long processes)
            throws Exception {
        var size = Size.LARGE.withProcesses(processes);
        return container.grade(
                work.resolve(name), solution, metadata(createdAt, previous), size, LIMIT);
    }

    private Path assignment() throws Exception {
        var folder = Files.createDirectories(work.resolve("halves"));
        Files.createDirectory(folder.resolve("suite"));
        Files.writeString(
                folder.resolve("assignment.yaml"),
                """
                id: test/halves
                title: Halves
                course: A course
                image: cpu
                limits: {cpus: 1, memory: 512MiB, per_check: 20s, total: 5min}
                submission: {files: [solution.py], module: solution}
                graders:
                  suite: {type: pytest, suite: suite/, isolation: in-process}
                rubric:
                  - {check: suite/test_half.TestHalf.test_half, points: 4, title: "half(x) is x / 2"}
                  - {check: suite/test_half.TestHalf.test_reads_what_was_handed_in, points: 2, title: "The file"}
                  - {check: suite/test_half.TestHalf.test_sees_nothing_else, points: 1, title: "Nothing else"}
                """);
        Files.writeString(
                folder.resolve("suite/test_half.py"),
                """
                import os
                import unittest
                from gradescope_utils.autograder_utils.decorators import weight
                from solution import half

                class TestHalf(unittest.TestCase):
                    @weight(4)
                    def test_half(self):
                        self.assertEqual(half(3), 1.5)

                    @weight(2)
                    def test_reads_what_was_handed_in(self):
                        with open("/autograder/submission/solution.py") as file:
                            self.assertIn("def half", file.read())

                    @weight(1)
                    def test_sees_nothing_else(self):
                        for path in ("/autograder/source/root-seed", "/autograder/submission_metadata.json",
                                     "/autograder/source/assignment/suite/test_half.py"):
                            with self.assertRaises(OSError):
                                open(path)
                        for folder in ("/autograder", "/autograder/source", "/autograder/results"):
                            with self.assertRaises(OSError):
                                os.listdir(folder)
                        with self.assertRaises(OSError):
                            open("/autograder/submission/solution.py", "a")
                """);
        return folder;
    }
}
