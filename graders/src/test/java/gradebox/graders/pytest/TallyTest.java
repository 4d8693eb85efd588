package gradebox.graders.pytest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Failed;
import gradebox.grading.Outcome.Partial;
import gradebox.grading.Outcome.Passed;
import gradebox.grading.Outcome.Reason;
import gradebox.grading.Outcome.Skipped;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final TestKey KEY = new TestKey("test_a.py", "", "test_a");
    private static final Outcome NEVER = new Failed(Reason.CRASHED, "never");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static SuiteTest set(String parameter) {
        var about = JsonNodeFactory.instance.objectNode();
        return new SuiteTest("test_a.py::test_a[" + parameter + "]", KEY, parameter, about);
    }

    private static Tally of(String... parameters) {
        var tally = new Tally(set(parameters[0]));
        for (var parameter : parameters) {
            tally.expect(set(parameter));
        }
        return tally;
    }

    @Test
    void passesWhenAllHavePassed() {
        var tally = of("x", "y");
        tally.record(set("x"), new Passed(), SECOND);

        assertThat(tally.isWaiting()).isTrue();
        assertThat(tally.outcome(NEVER)).isEqualTo(NEVER);

        tally.record(set("y"), new Passed(), SECOND);

        assertThat(tally.isWaiting()).isFalse();
        assertThat(tally.outcome(NEVER)).isEqualTo(new Passed());
        assertThat(tally.time()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theFirstThatFailsDecidesAndSparesTheRest() {
        var tally = of("x", "y", "z");
        tally.record(set("x"), new Skipped("later"), SECOND);
        assertThat(tally.wants(set("x").id())).isFalse();
        assertThat(tally.wants(set("y").id())).isTrue();
        tally.record(set("y"), new Failed(Reason.WRONG, "1 is not 2"), SECOND);

        assertThat(tally.wants(set("z").id())).isFalse();
        assertThat(tally.outcome(NEVER)).isEqualTo(new Failed(Reason.WRONG, "[y] 1 is not 2"));
    }

    @Test
    void aSkippedSetKeepsTheCheckFromPassing() {
        var tally = of("x", "y");
        tally.record(set("x"), new Skipped("no device"), SECOND);
        tally.record(set("y"), new Passed(), SECOND);

        assertThat(tally.outcome(NEVER)).isEqualTo(new Skipped("[x] no device"));
    }

    @Test
    void theSmallestPartCounts() {
        var tally = of("x", "y", "z");
        tally.record(set("x"), new Partial(new BigDecimal("0.5"), "half"), SECOND);
        tally.record(set("y"), new Partial(new BigDecimal("0.25"), "quarter"), SECOND);
        tally.record(set("z"), new Partial(new BigDecimal("1.5"), "more"), SECOND);

        assertThat(tally.outcome(NEVER))
                .isEqualTo(new Partial(new BigDecimal("0.25"), "[y] quarter"));
    }

    @Test
    void whatNeverRanIsNoPass() {
        assertThat(new Tally(set("")).outcome(NEVER)).isEqualTo(NEVER);
        var lost = of("x", "y");
        lost.record(set("x"), new Passed(), SECOND);
        lost.giveUp(new Failed(Reason.TIMED_OUT, "late"));

        assertThat(lost.outcome(NEVER)).isEqualTo(new Failed(Reason.TIMED_OUT, "late"));
        assertThat(lost.isWaiting()).isFalse();
    }

    @Test
    void parameterSetsShareTheTimeOfTheCheck() {
        var tally = of("x", "y");
        tally.record(set("x"), new Passed(), Duration.ofSeconds(7));

        assertThat(tally.left(Duration.ofSeconds(10))).isEqualTo(Duration.ofSeconds(3));
        assertThat(tally.left(Duration.ofSeconds(5))).isZero();
    }
}
