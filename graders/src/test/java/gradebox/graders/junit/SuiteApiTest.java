package gradebox.graders.junit;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.graders.LocalBench;
import gradebox.grading.CheckResult;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Reason;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What suites are offered to assert with: each passes what is right and says what is wrong. */
@Execution(ExecutionMode.CONCURRENT)
class SuiteApiTest {
    private static final String SUITE =
            """
            import ai.djl.ndarray.*;
            import gradebox.graders.junit.*;
            import java.util.ArrayDeque;
            import java.util.List;
            import org.junit.jupiter.api.Test;

            class ApiSuite {
                private final NDManager nd;
                ApiSuite(NDManager nd) { this.nd = nd; }

                private NDArray x() { return nd.create(new double[] {1, 2, 3}); }

                @Test void namesParts(Student student) {
                    var parts = student.call("pair", x()).tuple("dx", "db");
                    parts.get("dx").array(3).isCloseTo(x().mul(2), 1e-9);
                    parts.get("db").isWithin(6, 0.5);
                }
                @Test void comparesExactly(Student student) {
                    student.call("same", x()).array().isEqualTo(x());
                    student.call("same", x()).array().isWithin(x().add(0.25), 0.25);
                }
                @Test void comparesAnswers(Student student) {
                    var one = student.call("draw", 1).array();
                    student.call("draw", 1).array().isEqualTo(one).isCloseTo(one, 1e-9);
                    student.call("draw", 2).array().isNotEqualTo(one, "what seed 1 gives");
                }
                @Test void knowsTypes(Student student) {
                    student.call("labels").array().isInteger();
                }
                @Test void countsRightLabels(Student student) {
                    student.call("labels").array().isRightOn(nd.create(new long[] {0, 2, 1, 1}), 0.75);
                }
                @Test void watchesArguments(Student student) {
                    student.callUntouched("careful", x(), 3).array(3);
                }
                @Test void differentiates(Student student) {
                    var expected = student.call("slope", x()).array(3);
                    expected.isCloseTo(Differences.gradient(x(), at -> student.request("square", at), Reply::number), 1e-6);
                }
                @Test void callsTogether(Student student) {
                    var halves = new ArrayDeque<>(List.of(1.5, 4.0));
                    student.callAll(
                            List.of(student.request("half", 3), student.request("half", 8)),
                            half -> half.isWithin(halves.remove(), 0));
                }
                @Test void makesOneHot(Student student) {
                    student.call("one_hot").array().isEqualTo(Inputs.oneHot(nd.create(new long[] {2, 0}), 3));
                }
            }
            """;
    private static final String[] CHECKS = {
        "namesParts",
        "comparesExactly",
        "comparesAnswers",
        "knowsTypes",
        "countsRightLabels",
        "watchesArguments",
        "differentiates",
        "callsTogether",
        "makesOneHot"
    };
    private static final String RIGHT =
            """
            import numpy as np
            def pair(x): return 2 * x, 6.4
            def same(x): return x
            def draw(seed): return np.random.default_rng(seed).random(3)
            def labels(): return np.array([0, 2, 1, 0])
            def careful(x, n): return x + n
            def square(x): return float((x ** 2).sum())
            def slope(x): return 2 * x
            def half(x): return x / 2
            def one_hot(): return np.eye(3)[[2, 0]]
            """;

    @TempDir Path folder;
    private LocalBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new LocalBench(folder);
        bench.file("suite/ApiSuite.java", SUITE);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Map<String, Outcome> grade(String code) throws Exception {
        var definition = bench.definition("api", "junit", "{\"suite\": \"suite\"}", CHECKS);
        try (var grader = new JunitProvider().create(definition)) {
            return grader.grade(bench.submission(code), bench.workbench()).results().stream()
                    .collect(
                            Collectors.toMap(
                                    result -> result.check().substring("api/".length()),
                                    CheckResult::outcome));
        }
    }

    /** Break one function, and expect its check, and no other, to say so. */
    private void says(String from, String to, String check, String words) throws Exception {
        assertThat(RIGHT).contains(from);
        var outcomes = grade(RIGHT.replace(from, to));
        assertThat(outcomes.remove(check)).isEqualTo(new Outcome.Failed(Reason.WRONG, words));
        assertThat(outcomes.values()).containsOnly(new Outcome.Passed());
    }

    @Test
    void passesWhatIsRight() throws Exception {
        var outcomes = grade(RIGHT);
        assertThat(outcomes).hasSize(CHECKS.length);
        assertThat(outcomes.values()).containsOnly(new Outcome.Passed());
    }

    @Test
    void namesThePartThatIsWrong() throws Exception {
        says(
                "2 * x, 6.4",
                "3 * x, 6.4",
                "namesParts",
                "dx of pair(…) should be 2 within 3.00000e-09 at [0], and is 3 (3 of 3 elements are"
                        + " off)");
        says(
                "6.4",
                "6.6",
                "namesParts",
                "db of pair(…) should be 6 within 0.500000, and is 6.60000");
        says(
                "2 * x, 6.4",
                "2 * x,",
                "namesParts",
                "pair(…) should be 2 values, and is a tuple of 1");
    }

    @Test
    void namesTheCallOfSeveralThatIsWrong() throws Exception {
        says("x / 2", "x // 2", "callsTogether", "half(…) should be 1.50000 within 0, and is 1");
        says(
                "x / 2",
                "x / 2 if x < 5 else None",
                "callsTogether",
                "half(…) should be a number, and is None");
    }

    @Test
    void saysThatACallOfSeveralRaised() throws Exception {
        var raising = RIGHT.replace("x / 2", "x / 2 if x < 5 else x / 0");
        assertThat(String.valueOf(grade(raising).get("callsTogether")))
                .contains("half(…)", "ZeroDivisionError");
    }

    @Test
    void saysNoToleranceWhereThereIsNone() throws Exception {
        says(
                "def same(x): return x",
                "def same(x): return x + 1e-3 * (x > 2)",
                "comparesExactly",
                "same(…) should be 3 at [2], and is 3.00100 (1 of 3 elements are off)");
    }

    @Test
    void saysWhatShouldDiffer() throws Exception {
        says(
                "default_rng(seed)",
                "default_rng(5)",
                "comparesAnswers",
                "draw(…) should differ from what seed 1 gives, and does not");
    }

    @Test
    void tellsIntegersFromFloatsAndBooleans() throws Exception {
        says(
                "np.array([0, 2, 1, 0])",
                "np.array([0, 2, 1, 0.0])",
                "knowsTypes",
                "labels(…) should hold integers, and holds float64");
        assertThat(grade(RIGHT.replace("[0, 2, 1, 0]", "[True]")).get("knowsTypes"))
                .isEqualTo(
                        new Outcome.Failed(
                                Reason.WRONG, "labels(…) should hold integers, and holds bool"));
    }

    @Test
    void countsLabels() throws Exception {
        says(
                "[0, 2, 1, 0]",
                "[0, 2, 0, 0]",
                "countsRightLabels",
                "labels(…) should be right on at least 3 of 4, and is on 2");
    }

    @Test
    void seesAChangedArgument() throws Exception {
        says(
                "return x + n",
                "x += n; return x",
                "watchesArguments",
                "careful(…) has changed its argument 1");
    }
}
