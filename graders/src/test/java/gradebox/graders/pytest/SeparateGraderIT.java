package gradebox.graders.pytest;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.graders.DockerBench;
import gradebox.grading.CheckResult;
import gradebox.grading.GraderReport;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Errored;
import gradebox.grading.Outcome.Failed;
import gradebox.grading.Outcome.Fault;
import gradebox.grading.Outcome.Passed;
import gradebox.grading.Outcome.Reason;
import gradebox.grading.Outcome.Skipped;
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

/** Runs real suites, in a sandbox apart from the student's. */
class SeparateGraderIT {
    private static final String[] CALLS = {
        "test_double",
        "test_double_each",
        "test_arrays",
        "test_tensors",
        "test_everything_crosses",
        "test_objects",
        "test_names",
        "test_hold",
        "test_raises",
        "test_elsewhere",
        "test_fresh_process_for_each_test",
        "test_seed",
        "test_skips",
        "test_the_authors_mistake",
        "test_keeps_an_object",
        "test_uses_what_another_kept",
    };

    private static final String[] HIDDEN = {
        "test_list",
        "test_elements",
        "test_array",
        "test_rows",
        "test_approx",
        "test_member",
        "test_each",
        "test_dict",
        "test_set",
        "test_text",
        "test_numpy",
        "test_units",
        "test_units_dict",
        "test_units_member",
        "test_shape",
    };

    private static final String RIGHT =
            """
            import random
            import types

            LAYERS = ["in", "out"]
            memory = None
            inner = types.SimpleNamespace(triple=lambda x: 3 * x)

            def double(x): return 2 * x
            def identity(x): return x
            def total(counters): return sum(c.n for c in counters)
            def sort(x): x.sort()
            def recall(): return memory
            def draw(): return random.random()

            def root(x):
                if x < 0:
                    raise ValueError("negative")
                return x ** 0.5

            def remember(x):
                global memory
                memory = x

            class Counter:
                def __init__(self, n): self.n = n
                def add(self, m):
                    self.n += m
                    return self.n
                def __call__(self, m): return m * self.n
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

    private GraderReport grade(String suite, String code, Duration perCheck, String... checks)
            throws Exception {
        var settings = "{\"suite\": \"%s\"}".formatted(suite);
        var definition = bench.files().definition("suite", "pytest", settings, checks);
        try (var grader = new PytestProvider().create(definition)) {
            return grader.grade(
                    bench.submission(Map.of("solution.py", code)), bench.workbench(perCheck));
        }
    }

    private Map<String, Outcome> outcomes(String code) throws Exception {
        return byName(grade(Suites.of("separate"), code, Duration.ofSeconds(20), CALLS));
    }

    private Map<String, Outcome> run(String suite, String code, String... checks) throws Exception {
        bench.files().file("tests/test_it.py", suite);
        return byName(grade("tests", code, Duration.ofSeconds(4), checks));
    }

    private static Map<String, Outcome> byName(GraderReport report) {
        var outcomes = new LinkedHashMap<String, Outcome>();
        for (CheckResult result : report.results()) {
            outcomes.put(result.check().substring("suite/".length()), result.outcome());
        }
        return outcomes;
    }

    private static Outcome get(Map<String, Outcome> outcomes, String check) {
        return Objects.requireNonNull(outcomes.remove(check), check);
    }

    @Test
    void aRightSubmissionPassesAllThatTheAuthorGotRight() throws Exception {
        var outcomes = outcomes(RIGHT);

        assertThat(get(outcomes, "test_skips")).isEqualTo(new Skipped("no device here"));
        assertThat(get(outcomes, "test_the_authors_mistake"))
                .isEqualTo(
                        new Errored(
                                Fault.SUITE,
                                "AttributeError: 'NoneType' object has no attribute 'append'"
                                        + " (test_calls.py:93)"));
        assertThat(get(outcomes, "test_uses_what_another_kept"))
                .isInstanceOfSatisfying(
                        Errored.class,
                        errored ->
                                assertThat(errored.cause()).contains("lives as long as the test"));
        assertThat(outcomes).hasSize(CALLS.length - 3);
        assertThat(outcomes.values()).containsOnly(new Passed());
    }

    @Test
    void tellsTheStudentWhatWasWrong() throws Exception {
        var outcomes =
                outcomes(RIGHT.replace("return 2 * x", "return 2 * x if x is 2 else x + x[:0]"));

        assertThat(outcomes.get("test_double_each"))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> {
                            assertThat(failed.reason()).isEqualTo(Reason.RAISED);
                            assertThat(failed.feedback())
                                    .startsWith(
                                            "[1] double(…) raised TypeError: 'int' object is not"
                                                    + " subscriptable\n\nsolution.py, line 8, in"
                                                    + " double");
                        });
    }

    @Test
    void comparesWithoutShowingWholeArrays() throws Exception {
        var outcomes = outcomes(RIGHT.replace("return 2 * x", "return 2 * x + 1"));

        assertThat(outcomes.get("test_double"))
                .isEqualTo(new Failed(Reason.WRONG, "assert 7 == 6\n +  where 7 = double(3)"));
        assertThat(outcomes.get("test_arrays"))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed ->
                                assertThat(failed.feedback())
                                        .contains("Mismatched elements: 12 / 12 (100%)")
                                        .doesNotContain("array("));
        assertThat(outcomes.get("test_tensors"))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.feedback()).contains("not close"));
    }

    /** Expected are 31, 33, 35 and so on; what is got differs from the third place on. */
    @Test
    void noExpectedValueIsShownInWhole() throws Exception {
        var outcomes =
                run(
                        """
                        import unittest
                        import numpy as np
                        import pytest
                        from gradebox import student
                        ODD = list(range(31, 47, 2))
                        def test_list(): assert student.odd() == ODD
                        def test_elements(): assert (np.array(student.odd()) == np.array(ODD)).all()
                        def test_array(): assert np.array_equal(student.odd(), np.array(ODD))
                        def test_rows():
                            assert np.array(student.odd()).reshape(4, 2).tolist() == np.array(ODD).reshape(4, 2).tolist()
                        def test_approx(): assert student.odd() == pytest.approx(ODD)
                        def test_member(): assert student.odd()[2] in ODD
                        def test_each(): assert all(a == b for a, b in zip(student.odd(), ODD))
                        def test_dict(): assert dict(enumerate(student.odd())) == dict(enumerate(ODD))
                        def test_set(): assert set(student.odd()) == set(ODD)
                        def test_text(): assert " ".join(map(str, student.odd())) * 5 == " ".join(map(str, ODD)) * 5
                        def test_numpy(): np.testing.assert_allclose(student.odd(), ODD)
                        class TestUnits(unittest.TestCase):
                            maxDiff = None
                            def test_units(self): self.assertEqual(student.odd(), ODD)
                            def test_units_dict(self):
                                self.assertEqual(dict(enumerate(student.odd())), dict(enumerate(ODD)))
                            def test_units_member(self): self.assertIn(student.odd()[2], ODD)
                        def test_shape(): assert student.shape() == (2, 4)
                        """,
                        "def odd(): return [31, 33, 36, 0, 0, 0, 0, 0]\ndef shape(): return (2, 3)",
                        HIDDEN);

        for (var test : HIDDEN) {
            var feedback = ((Failed) Objects.requireNonNull(outcomes.get(test))).feedback();
            assertThat(List.of("37", "39", "41", "43", "45"))
                    .as(test + ": " + feedback)
                    .filteredOn(feedback::contains)
                    .hasSizeLessThanOrEqualTo(test.equals("test_numpy") ? 4 : 1);
        }
        assertThat(outcomes)
                .containsEntry(
                        "test_list",
                        new Failed(
                                Reason.WRONG,
                                "assert a list of 8 == a list of 8\n  at index 2: 36 != 35"))
                .containsEntry(
                        "test_shape",
                        new Failed(Reason.WRONG, "assert (2, 3) == (2, 4)\n  at index 1: 3 != 4"))
                .containsEntry(
                        "test_rows",
                        new Failed(
                                Reason.WRONG,
                                "assert a list of 4 == a list of 4\n  at index 1, 0: 36 != 35"));
    }

    @Test
    void missingNamesAndPackagesAreNoExceptions() throws Exception {
        var outcomes =
                run(
                        """
                        import pytest
                        from gradebox import student
                        def test_missing():
                            with pytest.raises(student.Error):
                                student.halve(1)
                        def test_package():
                            try:
                                student.late()
                            except Exception:
                                pass
                        def test_after(): assert student.one() == 1
                        """,
                        "def late(): import surely_not_there\ndef one(): return 1",
                        "test_missing",
                        "test_package",
                        "test_after");

        assertThat(outcomes)
                .containsExactly(
                        Map.entry(
                                "test_missing",
                                new Failed(Reason.MISSING, "Your submission has no `halve`.")),
                        Map.entry("test_package", new Outcome.MissingPackage("surely_not_there")),
                        Map.entry("test_after", new Passed()));
    }

    @Test
    void whatEndsTheStudentsProcessIsKnownWhateverTheSuiteMakesOfIt() throws Exception {
        var outcomes =
                run(
                        """
                        import pytest
                        from gradebox import student
                        def test_loop():
                            with pytest.raises(BaseException):
                                student.loop()
                        @pytest.mark.parametrize("size", [1, 1 << 40])
                        def test_memory(size): student.fill(size)
                        def test_crash(): student.crash()
                        def test_forge(): student.forge()
                        def test_object():
                            assert student.thing()
                        def test_after(): assert student.one() == 1
                        """,
                        """
                        import os
                        def loop():
                            while True: pass
                        def fill(size):
                            kept = []
                            while len(kept) << 20 < size:
                                kept.append(bytearray(b"x" * (1 << 20)))
                        def crash(): os._exit(0)
                        def forge():
                            for fd in range(3, 50):
                                try: os.write(fd, b"GBX1 passed")
                                except OSError: pass
                        def thing(): return object()
                        def one(): return 1
                        """,
                        "test_loop",
                        "test_memory",
                        "test_crash",
                        "test_forge",
                        "test_object",
                        "test_after");

        assertThat(reasons(outcomes))
                .containsExactly(
                        Map.entry("test_loop", Reason.TIMED_OUT),
                        Map.entry("test_memory", Reason.OUT_OF_MEMORY),
                        Map.entry("test_crash", Reason.CRASHED),
                        Map.entry("test_forge", Reason.VIOLATION),
                        Map.entry("test_object", Reason.WRONG));
        assertThat(outcomes.get("test_after")).isEqualTo(new Passed());
        assertThat(((Failed) get(outcomes, "test_memory")).feedback())
                .startsWith("[1099511627776] ");
        assertThat(((Failed) get(outcomes, "test_object")).feedback())
                .isEqualTo("an object of class object came back where a value is expected");
    }

    private static Map<String, Reason> reasons(Map<String, Outcome> outcomes) {
        var reasons = new LinkedHashMap<String, Reason>();
        outcomes.forEach(
                (check, outcome) -> {
                    if (outcome instanceof Failed failed) {
                        reasons.put(check, failed.reason());
                    }
                });
        return reasons;
    }

    @Test
    void aSubmissionThatCannotBeImportedFailsEveryCheckOnce() throws Exception {
        var outcomes = outcomes("raise RuntimeError('no')");

        assertThat(outcomes).hasSize(CALLS.length);
        assertThat(outcomes.values()).hasOnlyElementsOfType(Failed.class);
        assertThat(((Failed) get(outcomes, "test_double")).feedback())
                .startsWith("Importing your submission raised RuntimeError: no");
    }

    @Test
    void aSuiteThatEndsItselfCostsTheTestItWasIn() throws Exception {
        var outcomes =
                run(
                        """
                        import os
                        import pytest
                        from gradebox import student
                        def test_before(): assert student.one() == 1
                        def test_exits(): os._exit(0)
                        def test_stops(): pytest.exit("enough")
                        def test_interrupts(): raise KeyboardInterrupt
                        def test_after(): assert student.one() == 1
                        """,
                        "def one(): return 1",
                        "test_before",
                        "test_exits",
                        "test_stops",
                        "test_interrupts",
                        "test_after");

        assertThat(outcomes.get("test_before")).isEqualTo(new Passed());
        assertThat(outcomes.get("test_exits")).isInstanceOf(Errored.class);
        assertThat(outcomes.get("test_stops")).isInstanceOf(Errored.class);
        assertThat(outcomes.get("test_interrupts")).isInstanceOf(Errored.class);
        assertThat(outcomes.get("test_after")).isEqualTo(new Passed());
    }

    @Test
    void aFileThatCannotBeImportedIsTheAuthors() throws Exception {
        bench.files().file("tests/test_broken.py", "import surely_not_there\ndef test_b(): pass");
        var outcomes =
                run(
                        "from gradebox import student\ndef test_a(): assert student.one() == 1",
                        "def one(): return 1",
                        "test_a",
                        "test_b");

        assertThat(outcomes)
                .containsExactly(
                        Map.entry("test_a", new Passed()),
                        Map.entry(
                                "test_b",
                                new Errored(
                                        Fault.SUITE,
                                        "test_broken.py: ModuleNotFoundError: No module named"
                                                + " 'surely_not_there' (test_broken.py:1)")));
    }

    @Test
    void aStrayConfigurationChangesNothing() throws Exception {
        bench.files().file("tests/pytest.ini", "[pytest]\naddopts = --collect-only -x\n");
        var outcomes =
                run(
                        "from gradebox import student\ndef test_a(): assert student.one() == 1",
                        "def one(): return 1",
                        "test_a");

        assertThat(outcomes.get("test_a")).isEqualTo(new Passed());
    }

    @Test
    void aSuiteMayBeOneFile() throws Exception {
        bench.files()
                .file(
                        "one/checks.py",
                        "from gradebox import student\ndef test_a(): assert student.one() == 1");
        var report = grade("one/checks.py", "def one(): return 1", Duration.ofSeconds(9), "test_a");

        assertThat(byName(report)).containsExactly(Map.entry("test_a", new Passed()));
    }
}
