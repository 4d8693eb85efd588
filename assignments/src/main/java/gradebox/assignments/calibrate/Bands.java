package gradebox.assignments.calibrate;

import gradebox.grading.Threshold;
import gradebox.grading.Threshold.Curve;
import gradebox.grading.Threshold.Direction;
import gradebox.grading.Threshold.Knot;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Say where points of a metric should begin and end.
 *
 * <p>Points begin beyond the baseline's mean and two standard deviations. All points are reached by
 * the reference's worst seed, and by its mean less two standard deviations. Between the two lie at
 * least three times the noise of a run.
 *
 * @param direction which way is better
 */
public record Bands(Direction direction, Evidence evidence) {
    private static final double SPREAD = 2;
    private static final double LEAST_WIDTH = 3;

    /** Return where points may begin: this far, or better. Empty without a baseline. */
    public OptionalDouble zero() {
        var baseline = evidence.baseline();
        return baseline == null
                ? OptionalDouble.empty()
                : OptionalDouble.of(baseline.mean() + sign() * SPREAD * baseline.sd());
    }

    /** Return where all points may be asked for: this far, or worse. */
    public double full() {
        var reference = evidence.reference();
        double usual = reference.mean() - sign() * SPREAD * reference.sd();
        return isBetter(usual, worst()) ? worst() : usual;
    }

    /** Return how far apart the two must lie. */
    public double leastWidth() {
        return LEAST_WIDTH * evidence.noise();
    }

    /** Return {@link #zero}, rounded to the better side for a person to write down. */
    public Optional<BigDecimal> suggestedZero() {
        var zero = zero();
        return zero.isEmpty() ? Optional.empty() : Optional.of(round(zero.getAsDouble(), true));
    }

    /** Return {@link #full}, rounded to the worse side. */
    public BigDecimal suggestedFull() {
        return round(full(), false);
    }

    /** Return what speaks against a threshold, beginning with what counts most. */
    public List<Complaint> judge(Threshold threshold) {
        var complaints = new ArrayList<Complaint>();
        var baseline = evidence.baseline();
        double mean = evidence.reference().mean();
        if (baseline != null && !isBetter(mean, baseline.mean())) {
            complaints.add(
                    new Complaint(
                            true,
                            "is inverted: the reference scores %s, no better than the baseline's %s where %s is better"
                                    .formatted(show(mean), show(baseline.mean()), word())));
        }
        double begin = begin(threshold);
        var end = end(threshold);
        if (threshold.curve() == Curve.LINEAR && end.isPresent()) {
            judgeWidth(begin, end.getAsDouble(), complaints);
        }
        if (end.isPresent() && isBetter(end.getAsDouble(), full())) {
            complaints.add(
                    new Complaint(
                            false,
                            "all points at %s are more than the reference is sure of (mean %s, sd %s, worst seed %s); ask for %s"
                                    .formatted(
                                            show(end.getAsDouble()),
                                            show(mean),
                                            show(evidence.reference().sd()),
                                            show(worst()),
                                            suggestedFull().toPlainString())));
        }
        judgeBegin(begin, complaints);
        var first = threshold.knots().getFirst();
        if (threshold.curve() == Curve.LINEAR && first.fraction().signum() > 0) {
            complaints.add(
                    new Complaint(
                            false,
                            "anything at all earns the fraction %s of %s; begin with a fraction of 0"
                                    .formatted(first.fraction().toPlainString(), first.name())));
        }
        return complaints;
    }

    private void judgeWidth(double begin, double end, List<Complaint> complaints) {
        double width = Math.abs(end - begin);
        if (!(width >= leastWidth())) {
            complaints.add(
                    new Complaint(
                            true,
                            "is too narrow: %s from %s to %s, but one run's noise is %s; lay them %s apart or more"
                                    .formatted(
                                            show(width),
                                            show(begin),
                                            show(end),
                                            show(evidence.noise()),
                                            show(leastWidth()))));
        }
    }

    private void judgeBegin(double begin, List<Complaint> complaints) {
        var zero = zero();
        var baseline = evidence.baseline();
        if (baseline != null && zero.isPresent() && isBetter(zero.getAsDouble(), begin)) {
            complaints.add(
                    new Complaint(
                            false,
                            "points begin at %s, which the baseline reaches by chance (mean %s, sd %s); begin at %s"
                                    .formatted(
                                            show(begin),
                                            show(baseline.mean()),
                                            show(baseline.sd()),
                                            round(zero.getAsDouble(), true).toPlainString())));
        }
    }

    /** Return where points begin. */
    public static double begin(Threshold threshold) {
        var knots = threshold.knots();
        if (threshold.curve() == Curve.STEPS) {
            return knots.stream()
                    .filter(knot -> knot.fraction().signum() > 0)
                    .findFirst()
                    .orElse(knots.getLast())
                    .at();
        }
        return knots.getFirst().at(); // fractions grow from here on
    }

    /** Return the first value that earns all points. */
    public static OptionalDouble end(Threshold threshold) {
        return threshold.knots().stream()
                .filter(knot -> knot.fraction().compareTo(BigDecimal.ONE) >= 0)
                .mapToDouble(Knot::at)
                .findFirst();
    }

    private double worst() {
        return direction == Direction.HIGHER
                ? evidence.reference().min()
                : evidence.reference().max();
    }

    private boolean isBetter(double one, double other) {
        return sign() * one > sign() * other;
    }

    private int sign() {
        return direction == Direction.HIGHER ? 1 : -1;
    }

    private String word() {
        return direction == Direction.HIGHER ? "higher" : "lower";
    }

    /** Round to two digits of the noise: what is finer means nothing. */
    private BigDecimal round(double value, boolean toTheBetter) {
        var mode = toTheBetter == (sign() > 0) ? RoundingMode.CEILING : RoundingMode.FLOOR;
        if (!(evidence.noise() > 0)) {
            return new BigDecimal(value).round(new MathContext(6, mode));
        }
        int decimals = 1 - (int) Math.floor(Math.log10(evidence.noise()));
        return new BigDecimal(value).setScale(Math.clamp(decimals, 0, 12), mode);
    }

    /** Write a figure of a metric for people: four digits. */
    public static String show(double value) {
        return new BigDecimal(value)
                .round(new MathContext(4, RoundingMode.HALF_EVEN))
                .stripTrailingZeros()
                .toPlainString();
    }
}
