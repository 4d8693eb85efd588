package gradebox.grading;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Turn a metric into a fraction of the points.
 *
 * @param direction whether more or less of the metric is better
 * @param curve how the fraction grows
 * @param knots the named cut-offs, from the worst to the best: at least two for {@link
 *     Curve#LINEAR}, at least one for {@link Curve#STEPS}
 */
public record Threshold(Direction direction, Curve curve, List<Knot> knots) {

    /** Round fractions to this many decimals, so that a score is an exact decimal. */
    private static final int DECIMALS = 4;

    public Threshold {
        knots = List.copyOf(knots);
        if (knots.size() < (curve == Curve.LINEAR ? 2 : 1)) {
            throw new IllegalArgumentException("a " + curve + " threshold needs more cut-offs");
        }
        for (int i = 1; i < knots.size(); i++) {
            var worse = knots.get(i - 1);
            var better = knots.get(i);
            boolean ordered =
                    direction == Direction.HIGHER ? worse.at < better.at : worse.at > better.at;
            if (!ordered || worse.fraction.compareTo(better.fraction) >= 0) {
                throw new IllegalArgumentException(
                        "the cut-offs "
                                + worse.name
                                + " and "
                                + better.name
                                + " are inverted or equal");
            }
        }
    }

    /** Say which way is better. */
    public enum Direction {
        HIGHER,
        LOWER
    }

    /** Say how points grow between cut-offs. */
    public enum Curve {
        /** Linear between neighbouring cut-offs, level outside them. */
        LINEAR,
        /** Each cut-off gives its fraction when it is reached; nothing below the first. */
        STEPS
    }

    /**
     * Name a value of the metric and the fraction of the points that it earns.
     *
     * @param fraction at least 0; above 1 is a bonus
     */
    public record Knot(String name, double at, BigDecimal fraction) {
        public Knot {
            if (!Double.isFinite(at) || fraction.signum() < 0) {
                throw new IllegalArgumentException("not a cut-off: " + name);
            }
        }
    }

    /** Return the fraction of the points that a value earns: 0 for one that is not finite. */
    public BigDecimal fraction(double value) {
        if (!Double.isFinite(value)) {
            return BigDecimal.ZERO;
        }
        if (reaches(value, knots.getLast())) {
            return knots.getLast().fraction;
        }
        if (!reaches(value, knots.getFirst())) {
            return curve == Curve.LINEAR ? knots.getFirst().fraction : BigDecimal.ZERO;
        }
        int below = 0;
        while (reaches(value, knots.get(below + 1))) {
            below++;
        }
        return curve == Curve.STEPS
                ? knots.get(below).fraction
                : between(value, knots.get(below), knots.get(below + 1));
    }

    /** Return how far a value is from the nearest cut-off, in the metric's unit. */
    public double distanceToCutoff(double value) {
        return knots.stream().mapToDouble(knot -> Math.abs(knot.at - value)).min().orElseThrow();
    }

    private boolean reaches(double value, Knot knot) {
        return direction == Direction.HIGHER ? value >= knot.at : value <= knot.at;
    }

    private static BigDecimal between(double value, Knot worse, Knot better) {
        var share = BigDecimal.valueOf((value - worse.at) / (better.at - worse.at));
        return better.fraction
                .subtract(worse.fraction)
                .multiply(share)
                .add(worse.fraction)
                .setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }
}
