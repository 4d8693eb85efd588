package gradebox.graders.pytest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Failed;
import gradebox.grading.Outcome.Partial;
import gradebox.grading.Outcome.Passed;
import gradebox.grading.Outcome.Reason;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class InsideScoreTest {
    private static final Outcome WRONG = new Failed(Reason.WRONG, "1 != 2");

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static Outcome apply(String about, String verdict, Outcome outcome) throws Exception {
        return new InsideScore(json(about), json(verdict)).apply(outcome, "");
    }

    private static Outcome part(String fraction, String feedback) {
        return new Partial(new BigDecimal(fraction), feedback);
    }

    @Test
    void aScoreIsAShareOfTheWeight() throws Exception {
        assertThat(apply("{'weight': '4'}", "{'score': '1'}", new Passed()))
                .isEqualTo(part("0.25", ""));
        assertThat(apply("{'weight': '4'}", "{'score': '6'}", new Passed()))
                .isEqualTo(part("1.5", ""));
        assertThat(apply("{'weight': '4.0'}", "{'score': '4'}", new Passed()))
                .isEqualTo(new Passed());
        assertThat(apply("{'weight': '4'}", "{}", new Passed())).isEqualTo(new Passed());
        assertThat(apply("{}", "{'score': '1'}", new Passed())).isEqualTo(new Passed());
    }

    @Test
    void aTestThatFailsKeepsTheScoreThatItSetBefore() throws Exception {
        assertThat(apply("{'weight': '2'}", "{'score': '1'}", WRONG))
                .isEqualTo(part("0.5", "1 != 2"));
        assertThat(apply("{'weight': '2'}", "{'score': '0'}", WRONG)).isEqualTo(WRONG);
        assertThat(apply("{'weight': '2'}", "{'score': '-1'}", WRONG)).isEqualTo(WRONG);
    }

    @Test
    void wordsMayStandInPlaceOfTheError() throws Exception {
        assertThat(apply("{}", "{'hidden': 'Look again.'}", WRONG))
                .isEqualTo(new Failed(Reason.WRONG, "Look again."));
    }

    @Test
    void whatATestPrintedComesFirst() throws Exception {
        var score = new InsideScore(json("{}"), json("{}"));

        assertThat(score.apply(WRONG, "printed"))
                .isEqualTo(new Failed(Reason.WRONG, "printed\n\n1 != 2"));
        assertThat(score.apply(new Passed(), "printed")).isEqualTo(new Passed("printed"));
    }

    @Test
    void onlyDigitsAreANumber() throws Exception {
        for (var text :
                new String[] {"nan", "inf", "1e999", "", ".", "0x1", "1_0", "9".repeat(50)}) {
            assertThat(InsideScore.number(json("'" + text + "'"))).as(text).isEmpty();
        }
        assertThat(InsideScore.number(json("'2.50'"))).contains(new BigDecimal("2.50"));
        assertThat(InsideScore.number(json("'1e-05'"))).contains(new BigDecimal("0.00001"));
    }
}
