package gradebox.assignments.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradebox.grading.Threshold;
import gradebox.grading.Threshold.Curve;
import gradebox.grading.Threshold.Direction;
import gradebox.grading.Threshold.Knot;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BandsTest {
    /** Mean 0.9, sd 0.01; its mean less 2 sd is 0.88, its worst seed 0.89. */
    private static final Distribution GOOD = new Distribution(List.of(0.89, 0.90, 0.91));

    /** Mean 0.5, sd 0.02; its mean and 2 sd are 0.54, and in floats a little more. */
    private static final Distribution POOR = new Distribution(List.of(0.48, 0.50, 0.52));

    private final Bands higher = bands(Direction.HIGHER, GOOD, POOR);
    private final Bands lower = bands(Direction.LOWER, mirrored(GOOD), mirrored(POOR));

    private static Bands bands(
            Direction direction, Distribution reference, @Nullable Distribution baseline) {
        return new Bands(direction, new Evidence("f", 0.02, reference, baseline));
    }

    private static Distribution mirrored(Distribution scores) {
        return new Distribution(scores.runs().stream().map(score -> 1 - score).toList());
    }

    private static Threshold linear(Direction direction, double zero, double full) {
        return new Threshold(
                direction,
                Curve.LINEAR,
                List.of(
                        new Knot("zero", zero, BigDecimal.ZERO),
                        new Knot("full", full, BigDecimal.ONE)));
    }

    private static List<String> lines(Bands bands, Threshold threshold) {
        return bands.judge(threshold).stream().map(Complaint::line).toList();
    }

    @Test
    void pointsBeginBeyondTheBaselineAndEndBelowTheReference() {
        assertThat(higher.zero().orElseThrow()).isCloseTo(0.54, within(1e-12));
        assertThat(higher.full()).isCloseTo(0.88, within(1e-12));
        assertThat(lower.zero().orElseThrow()).isCloseTo(0.46, within(1e-12));
        assertThat(lower.full()).isCloseTo(0.12, within(1e-12));
        assertThat(higher.leastWidth()).isCloseTo(0.06, within(1e-12));
    }

    @Test
    void theWorstSeedReachesAllPoints() {
        var skewed = new Distribution(List.of(0.8, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9));

        assertThat(bands(Direction.HIGHER, skewed, POOR).full()).isEqualTo(0.8);
        assertThat(bands(Direction.LOWER, mirrored(skewed), null).full())
                .isCloseTo(0.2, within(1e-12));
    }

    @Test
    void suggestionsAreRoundedToTheSafeSide() {
        var reference = new Distribution(List.of(0.89123, 0.90, 0.91));
        var odd = new Distribution(List.of(0.4801, 0.50, 0.52));

        assertThat(bands(Direction.HIGHER, reference, odd).suggestedZero())
                .contains(new BigDecimal("0.540"));
        assertThat(bands(Direction.HIGHER, reference, odd).suggestedFull())
                .isEqualTo(new BigDecimal("0.881"));
        assertThat(bands(Direction.LOWER, mirrored(reference), mirrored(odd)).suggestedFull())
                .isEqualTo(new BigDecimal("0.119"));
        assertThat(bands(Direction.HIGHER, reference, null).suggestedZero()).isEmpty();
    }

    @Test
    void acceptsWhatItSuggests() {
        assertThat(lines(higher, linear(Direction.HIGHER, 0.55, 0.88))).isEmpty();
        assertThat(lines(lower, linear(Direction.LOWER, 0.45, 0.12))).isEmpty();
    }

    @Test
    void refusesABandThatIsNarrowerThanThreeTimesTheNoise() {
        assertThat(higher.judge(linear(Direction.HIGHER, 0.80, 0.85)))
                .containsExactly(
                        new Complaint(
                                true,
                                "is too narrow: 0.05 from 0.8 to 0.85, but one run's noise is 0.02;"
                                        + " lay them 0.06 apart or more"));
    }

    @Test
    void refusesADirectionThatTheReferenceDoesNotTake() {
        var wrongWay = bands(Direction.LOWER, GOOD, POOR);

        assertThat(wrongWay.judge(linear(Direction.LOWER, 0.9, 0.2)).getFirst())
                .isEqualTo(
                        new Complaint(
                                true,
                                "is inverted: the reference scores 0.9, no better than the"
                                        + " baseline's 0.5 where lower is better"));
    }

    @Test
    void warnsOfMoreThanTheReferenceIsSureOf() {
        assertThat(lines(higher, linear(Direction.HIGHER, 0.6, 0.89)))
                .containsExactly(
                        "warning: all points at 0.89 are more than the reference is sure of (mean"
                                + " 0.9, sd 0.01, worst seed 0.89); ask for 0.880");
        assertThat(lines(lower, linear(Direction.LOWER, 0.4, 0.11))).hasSize(1);
    }

    @Test
    void warnsWherePointsBeginWithinTheBaseline() {
        assertThat(lines(higher, linear(Direction.HIGHER, 0.53, 0.8)))
                .containsExactly(
                        "warning: points begin at 0.53, which the baseline reaches by chance (mean"
                                + " 0.5, sd 0.02); begin at 0.541");
        assertThat(lines(lower, linear(Direction.LOWER, 0.47, 0.2))).hasSize(1);
    }

    @Test
    void warnsOfPointsForAnythingAtAll() {
        var generous =
                new Threshold(
                        Direction.HIGHER,
                        Curve.LINEAR,
                        List.of(
                                new Knot("begun", 0.6, new BigDecimal("0.2")),
                                new Knot("done", 0.8, BigDecimal.ONE)));

        assertThat(lines(higher, generous))
                .containsExactly(
                        "warning: anything at all earns the fraction 0.2 of begun; begin with a"
                                + " fraction of 0");
    }

    @Test
    void stepsMayLieCloserThanAnySlope() {
        var steps =
                new Threshold(
                        Direction.HIGHER,
                        Curve.STEPS,
                        List.of(
                                new Knot("begun", 0.53, new BigDecimal("0.5")),
                                new Knot("done", 0.54, BigDecimal.ONE)));

        assertThat(higher.judge(steps))
                .singleElement()
                .satisfies(complaint -> assertThat(complaint.refused()).isFalse())
                .satisfies(
                        complaint ->
                                assertThat(complaint.text()).startsWith("points begin at 0.53"));
    }
}
