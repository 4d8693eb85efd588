package gradebox.graders.pytest;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.graders.DockerBench;
import gradebox.grading.Check;
import gradebox.grading.CheckResult;
import gradebox.grading.GraderReport;
import gradebox.grading.LeaderboardEntry;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Errored;
import gradebox.grading.Outcome.Failed;
import gradebox.grading.Outcome.MissingPackage;
import gradebox.grading.Outcome.Partial;
import gradebox.grading.Outcome.Passed;
import gradebox.grading.Outcome.Reason;
import gradebox.grading.Outcome.Skipped;
import gradebox.grading.Threshold.Direction;
import gradebox.grading.Visibility;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Runs existing suites, as they are, in the student's own sandbox. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("sandboxes of these tests")
class InsideGraderIT {
    private static final String RIGHT =
            """
            def add(a, b): return a + b
            def words(text): return len(text.split())
            def rate(): return 12.5
            """;

    private static final String PLAIN =
            """
            import os, sys, time
            def add(a, b): return a + b
            def odd(n): return n if n % 2 else n + 1
            def slow(): time.sleep(60)
            def crash(): os.kill(os.getpid(), 9)
            def interrupt(): raise KeyboardInterrupt
            def greedy():
                kept = []
                while True: kept.append(bytearray(b"x" * (1 << 20)))
            """;

    @TempDir Path folder;
    private DockerBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new DockerBench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private GraderReport grade(String suite, Map<String, String> files, String... checks)
            throws Exception {
        return grade(suite, Duration.ofSeconds(3), files, checks);
    }

    private GraderReport grade(
            String suite, Duration perCheck, Map<String, String> files, String... checks)
            throws Exception {
        var settings = "{\"suite\": \"%s\", \"isolation\": \"in-process\"}".formatted(suite);
        var definition = bench.files().definition("old", "pytest", settings, checks);
        try (var grader = new PytestProvider().create(definition)) {
            return grader.grade(bench.submission(files), bench.workbench(perCheck));
        }
    }

    private GraderReport grade(String suite, String code, String... checks) throws Exception {
        return grade(suite, Map.of("solution.py", code), checks);
    }

    private static Map<String, Outcome> outcomes(GraderReport report) {
        var outcomes = new LinkedHashMap<String, Outcome>();
        for (CheckResult result : report.results()) {
            outcomes.put(result.check().substring("old/".length()), result.outcome());
        }
        return outcomes;
    }

    private static Check check(GraderReport report, String name) {
        return report.discovered().stream()
                .filter(check -> check.id().equals("old/" + name))
                .findFirst()
                .orElseThrow();
    }

    private static Check check(
            String name,
            String title,
            String points,
            String number,
            Visibility seen,
            String... tags) {
        return new Check(
                "old/" + name,
                title,
                new BigDecimal(points),
                number,
                seen,
                List.of(tags),
                List.of());
    }

    @Test
    void honoursWhatGradescopeUtilsDecoratesTestsWith() throws Exception {
        var files = Map.of("solution.py", RIGHT, "report.txt", "done");
        var report = grade(Suites.of("gradescope"), files);

        assertThat(report.notes()).containsExactly(InsideGrader.NOTE);
        assertThat(report.discovered())
                .contains(
                        check(
                                "test_add",
                                "Adds two numbers",
                                "3",
                                "1.1",
                                Visibility.VISIBLE,
                                "arithmetic",
                                "easy"),
                        check(
                                "test_add_each",
                                "test_add_each",
                                "2",
                                "1.2",
                                Visibility.AFTER_PUBLISHED),
                        check("test_parts", "Counts words", "10", "2", Visibility.VISIBLE),
                        check("test_size", "test_size", "0", "", Visibility.VISIBLE))
                .hasSize(10);
        assertThat(report.leaderboard())
                .containsExactlyInAnyOrder(
                        new LeaderboardEntry("speed", "12.5", Direction.HIGHER),
                        new LeaderboardEntry("size", "12", Direction.LOWER));
        assertThat(outcomes(report))
                .containsEntry("test_submitted_files", new Passed())
                .containsEntry("test_add", new Passed())
                .containsEntry("test_add_each", new Passed())
                .containsEntry("test_add_negative", new Passed())
                .containsEntry("test_parts", new Passed("4 of 4 right"))
                .containsEntry(
                        "test_parts_then_fails",
                        new Partial(new BigDecimal("0.25"), "the rest is wrong"))
                .containsEntry("test_function", new Partial(new BigDecimal("0.5"), ""))
                .containsEntry("test_rate", new Passed())
                .containsEntry("test_skipped", new Skipped("not this year"))
                .hasSize(10);
    }

    @Test
    void tellsWhatFailed() throws Exception {
        var wrong =
                RIGHT.replace("a + b", "abs(a) + abs(b) if a + b < 7 else 0")
                        .replace("text.split()", "text.split(' ')")
                        .replace("return 12.5", "raise ValueError('too slow')");
        var report = grade(Suites.of("gradescope"), wrong);

        assertThat(report.leaderboard()).extracting(LeaderboardEntry::name).containsExactly("size");
        assertThat(outcomes(report))
                .containsEntry(
                        "test_submitted_files",
                        new Failed(
                                Reason.WRONG,
                                "Missing report.txt\n\n1 != 0 : Missing some required files!"))
                .containsEntry("test_add", new Passed())
                .containsEntry(
                        "test_add_each",
                        new Failed(Reason.WRONG, "[a=3, b=4] 0 != 7\n[a=5, b=6] 0 != 11"))
                .containsEntry(
                        "test_add_negative", new Failed(Reason.WRONG, "Think of negative numbers."))
                .containsEntry("test_parts", new Partial(new BigDecimal("0.5"), "2 of 4 right"))
                .containsEntry(
                        "test_rate",
                        new Failed(
                                Reason.RAISED,
                                "Your code raised ValueError: too slow\n\nsolution.py, line 3, in"
                                        + " rate\n    def rate(): raise ValueError('too slow')"));
    }

    @Test
    void runsPlainSuitesAndLosesNoTestToAnother() throws Exception {
        var report = grade(Suites.of("plain"), PLAIN);
        var outcomes = outcomes(report);

        assertThat(report.discovered()).extracting(Check::points).containsOnly(BigDecimal.ONE);
        assertThat(outcomes.keySet())
                .containsExactlyInAnyOrder(
                        "test_one",
                        "test_two",
                        "test_inherited",
                        "test_parts",
                        "test_skips_one",
                        "SubTestCase.test_add",
                        "test_functions.test_add",
                        "test_add_each",
                        "test_uses_its_helper",
                        "test_reads_and_writes_files",
                        "test_halve",
                        "test_slow",
                        "test_crash",
                        "test_interrupt",
                        "test_greedy",
                        "test_last");
        for (var broken : List.of("test_one", "test_two")) {
            assertThat(outcomes)
                    .containsEntry(
                            broken,
                            new Failed(Reason.RAISED, "The test raised OSError: no fixture"));
        }
        for (var passed :
                List.of(
                        "test_inherited",
                        "SubTestCase.test_add",
                        "test_functions.test_add",
                        "test_add_each",
                        "test_uses_its_helper",
                        "test_reads_and_writes_files",
                        "test_last")) {
            assertThat(outcomes).containsEntry(passed, new Passed());
        }
        assertThat(outcomes)
                .containsEntry("test_skips_one", new Skipped("not here"))
                .containsEntry(
                        "test_parts",
                        new Failed(
                                Reason.WRONG,
                                "[adds, n=0] 1 != 0\n[adds, n=2] 3 != 2\n[adds, n=4] 5 != 4"))
                .containsEntry(
                        "test_halve",
                        new Failed(Reason.MISSING, "Your submission has no `halve`."));
        assertThat(reason(outcomes, "test_slow")).isEqualTo(Reason.TIMED_OUT);
        assertThat(reason(outcomes, "test_crash")).isEqualTo(Reason.CRASHED);
        assertThat(reason(outcomes, "test_interrupt")).isEqualTo(Reason.CRASHED);
        assertThat(reason(outcomes, "test_greedy")).isEqualTo(Reason.OUT_OF_MEMORY);
    }

    private static Reason reason(Map<String, Outcome> outcomes, String check) {
        return ((Failed) Objects.requireNonNull(outcomes.get(check), check)).reason();
    }

    @Test
    void takesItsChecksFromTheRubricWhereThereIsOne() throws Exception {
        bench.files()
                .file(
                        "tests/test_it.py",
                        "from solution import add\ndef test_a(): assert add(1, 1) == 2\ndef test_b(): assert add(1, 1) == 3");
        var report = grade("tests", RIGHT, "test_b", "test_a");

        assertThat(report.discovered()).isEmpty();
        assertThat(outcomes(report).keySet()).containsExactly("test_b", "test_a");
        assertThat(outcomes(report)).containsEntry("test_a", new Passed());
        assertThat(reason(outcomes(report), "test_b")).isEqualTo(Reason.WRONG);
    }

    @Test
    void everyTestIsListedWhereTheImportFails() throws Exception {
        var raised = outcomes(grade(Suites.of("gradescope"), "raise RuntimeError('no')"));
        assertThat(raised).hasSize(10);
        assertThat(raised.values())
                .containsOnly(
                        new Failed(
                                Reason.RAISED,
                                "Your code raised RuntimeError: no\n\nsolution.py, line 1, in"
                                        + " <module>\n    raise RuntimeError('no')"));
        assertThat(outcomes(grade(Suites.of("gradescope"), "import surely_not_there")).values())
                .hasSize(10)
                .containsOnly(new MissingPackage("surely_not_there"));
        assertThat(outcomes(grade(Suites.of("gradescope"), "def add(a, b): pass")).values())
                .hasSize(10)
                .containsOnly(new Failed(Reason.MISSING, "Your submission has no `rate`."));
        assertThat(outcomes(grade(Suites.of("gradescope"), Map.of("other.py", ""))).values())
                .hasSize(10)
                .containsOnly(new Failed(Reason.MISSING, "Your submission has no `solution.py`."));
    }

    @Test
    void aProcessThatEndsWhileItIsImportedPassesNothing() throws Exception {
        for (var code :
                List.of(
                        "import os; os._exit(0)",
                        "import sys; sys.exit(0)",
                        "while True: pass",
                        "import os\nfor fd in range(3, 40):\n  try: os.write(fd, b'x' * 99)\n  except OSError: pass")) {
            // what hangs is waited for as long as all ten may take
            var files = Map.of("solution.py", code);
            var outcomes = outcomes(grade(Suites.of("gradescope"), Duration.ofSeconds(1), files));
            assertThat(outcomes).hasSize(10);
            assertThat(outcomes.values())
                    .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Failed.class));
        }
    }

    /** What this isolation cannot keep out, and says so: the reason why it is not the usual one. */
    @Test
    void aSubmissionCanForgeItsSuite() throws Exception {
        bench.files()
                .file(
                        "tests/test_it.py",
                        "import solution\ndef test_a(): assert solution.a() == 1");
        var forged =
                """
                import gradebox_inside
                gradebox_inside.Inside.end = lambda *_: {"kind": "passed"}
                def a(): return 2
                """;
        var report = grade("tests", forged);

        assertThat(outcomes(report)).containsEntry("test_a", new Passed());
        assertThat(report.notes()).containsExactly(InsideGrader.NOTE);
    }

    @Test
    void aSuiteThatCannotBeImportedIsTheAuthors() throws Exception {
        bench.files().file("tests/test_it.py", "import nothing_of_the_kind\ndef test_a(): pass");
        assertThat(outcomes(grade("tests", RIGHT)).get("test_a")).isInstanceOf(Errored.class);
        bench.files().file("tests/conftest.py", "raise RuntimeError('no')");
        assertThat(outcomes(grade("tests", RIGHT)).get("test_a")).isInstanceOf(Errored.class);
    }

    @Test
    void aSuitesOwnConfigurationCounts() throws Exception {
        bench.files().file("tests/pytest.ini", "[pytest]\npython_functions = check_*\n");
        bench.files()
                .file(
                        "tests/test_it.py",
                        "import solution\ndef check_a(): assert solution.add(1, 1) == 2");
        var report = grade("tests", RIGHT);

        assertThat(outcomes(report)).containsExactly(Map.entry("check_a", new Passed()));
        assertThat(check(report, "check_a").points()).isEqualTo(BigDecimal.ONE);
    }
}
