package gradebox.graders.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Threshold;
import gradebox.grading.Threshold.Curve;
import gradebox.grading.Threshold.Direction;
import gradebox.grading.Threshold.Knot;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdSettingsTest {
    private static final String LINEAR =
            "direction: 'higher', curve: 'linear', zero: 0.5, full: 0.9, bonus: {at: 1, fraction: 1.2}";
    private static final String LOWER = "direction: 'lower', curve: 'linear', zero: 2, full: 1";
    private static final String STEPS =
            "direction: 'higher', curve: 'steps', knots: [{name: 'some', at: 0.5, fraction: 0.25},"
                    + " {name: 'more', at: 0.7, fraction: 0.5}, {name: 'all', at: 0.9, fraction: 1}]";
    private static final String FALLING_STEPS =
            "direction: 'lower', curve: 'steps',"
                    + " knots: [{name: 'half', at: 2, fraction: 0.5}, {name: 'all', at: 1, fraction: 1}]";
    private static final String RAISED_LINE =
            "direction: 'higher', curve: 'linear',"
                    + " knots: [{name: 'low', at: 0, fraction: 0.2}, {name: 'high', at: 1, fraction: 0.8}]";

    private static Threshold read(String settings) throws Exception {
        var mapper = new ObjectMapper();
        mapper.enable(com.fasterxml.jackson.core.JsonParser.Feature.ALLOW_UNQUOTED_FIELD_NAMES);
        mapper.enable(com.fasterxml.jackson.core.JsonParser.Feature.ALLOW_SINGLE_QUOTES);
        return ThresholdSettings.read(mapper.readTree("{" + settings + "}"));
    }

    private static void assertFraction(String settings, double value, String fraction)
            throws Exception {
        assertThat(read(settings).fraction(value)).isEqualByComparingTo(fraction);
    }

    @Test
    void zeroFullAndBonusAreThreeKnots() throws Exception {
        assertThat(read(LINEAR))
                .isEqualTo(
                        new Threshold(
                                Direction.HIGHER,
                                Curve.LINEAR,
                                List.of(
                                        new Knot("zero", 0.5, BigDecimal.ZERO),
                                        new Knot("full", 0.9, BigDecimal.ONE),
                                        new Knot("bonus", 1, new BigDecimal("1.2")))));
    }

    @ParameterizedTest
    @CsvSource({
        "-9, 0",
        "0.5, 0",
        "0.6, 0.25",
        "0.7, 0.5",
        "0.9, 1",
        "0.95, 1.1",
        "1, 1.2",
        "7, 1.2"
    })
    void aLineRisesToFullAndFurtherToTheBonus(double value, String fraction) throws Exception {
        assertFraction(LINEAR, value, fraction);
    }

    @ParameterizedTest
    @CsvSource({"3, 0", "2, 0", "1.75, 0.25", "1.5, 0.5", "1, 1", "-4, 1"})
    void lessIsBetterWhereTheDirectionIsLower(double value, String fraction) throws Exception {
        assertFraction(LOWER, value, fraction);
    }

    @ParameterizedTest
    @CsvSource({"0.4999, 0", "0.5, 0.25", "0.6999, 0.25", "0.7, 0.5", "0.8999, 0.5", "0.9, 1"})
    void aStepGivesItsFractionWhenItIsReached(double value, String fraction) throws Exception {
        assertFraction(STEPS, value, fraction);
    }

    @ParameterizedTest
    @CsvSource({"2.001, 0", "2, 0.5", "1.001, 0.5", "1, 1", "0, 1"})
    void stepsGoDownWhereTheDirectionIsLower(double value, String fraction) throws Exception {
        assertFraction(FALLING_STEPS, value, fraction);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0.2", "0, 0.2", "0.5, 0.5", "1, 0.8", "2, 0.8"})
    void aLineIsLevelOutsideItsKnots(double value, String fraction) throws Exception {
        assertFraction(RAISED_LINE, value, fraction);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotFiniteEarnsNothing(double value) throws Exception {
        for (String settings : List.of(LINEAR, LOWER, STEPS, FALLING_STEPS, RAISED_LINE)) {
            assertThat(read(settings).fraction(value)).isEqualTo(BigDecimal.ZERO);
        }
    }

    @Test
    void aFractionHasAtMostFourDecimals() throws Exception {
        assertThat(read("direction: 'higher', zero: 0, full: 3").fraction(1))
                .isEqualTo(new BigDecimal("0.3333"));
    }

    @Test
    void theNearestCutOffIsMeasuredInTheMetricsUnit() throws Exception {
        assertThat(read(STEPS).distanceToCutoff(0.5)).isEqualTo(0);
        assertThat(read(FALLING_STEPS).distanceToCutoff(1.25)).isEqualTo(0.25);
        assertThat(read(FALLING_STEPS).distanceToCutoff(5)).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "direction: 'higher', zero: 1, full: 0",
                "direction: 'lower', zero: 0, full: 1",
                "direction: 'higher', zero: 1, full: 1",
                "direction: 'higher', zero: 0, full: 2, bonus: {at: 1, fraction: 1.1}",
                "direction: 'higher', zero: 0, full: 1, bonus: {at: 2, fraction: 1}",
            })
    void cutOffsThatAreInvertedOrEqualAreRefused(String settings) {
        assertThatThrownBy(() -> read(settings))
                .isInstanceOf(InvalidAssignmentException.class)
                .hasMessageMatching("threshold: the cut-offs \\w+ and \\w+ are inverted or equal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curve: 'steps', knots: []",
                "curve: 'linear', knots: [{name: 'one', at: 1, fraction: 1}]",
                "curve: 'steps', knots: [{name: 'one', at: 1, fraction: -1}]",
                "curve: 'steps', knots: [{name: 'one', at: 1e999, fraction: 1}]",
            })
    void whatIsNoThresholdIsTheAuthorsFault(String settings) {
        assertThatThrownBy(() -> read("direction: 'higher', " + settings))
                .isInstanceOf(InvalidAssignmentException.class)
                .hasMessageStartingWith("threshold: ");
    }
}
