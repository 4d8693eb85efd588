package gradebox.grading;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.grading.Outcome.Errored;
import gradebox.grading.Outcome.Failed;
import gradebox.grading.Outcome.Fault;
import gradebox.grading.Outcome.MissingPackage;
import gradebox.grading.Outcome.Partial;
import gradebox.grading.Outcome.Passed;
import gradebox.grading.Outcome.Reason;
import gradebox.grading.Outcome.Skipped;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static Partial partial(String fraction) {
        return new Partial(new BigDecimal(fraction), "");
    }

    @Test
    void allPointsOrMoreCountAsPassed() {
        assertThat(List.of(new Passed(), partial("1"), partial("1.00"), partial("1.5")))
                .allMatch(Outcome::earnsAll);
    }

    @Test
    void nothingElseDoes() {
        var others =
                List.of(
                        partial("0.999"),
                        partial("0"),
                        new Failed(Reason.WRONG, ""),
                        new Skipped(""),
                        new MissingPackage("x"),
                        new Errored(Fault.MACHINE, ""));
        assertThat(others).noneMatch(Outcome::earnsAll);
    }
}
