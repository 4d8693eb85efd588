package gradebox.output;

import gradebox.grading.Line;
import gradebox.grading.Outcome;
import gradebox.grading.SubmissionReport;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Check and show points. A report whose points cannot be true is refused before it is written. */
public final class Points {

    /** More than any assignment gives; what is above it is a mistake or an attack. */
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);

    private static final int MOST_DECIMALS = 12;

    private Points() {}

    /** Return points without needless zeros and never with an exponent. */
    public static BigDecimal plain(BigDecimal points) {
        BigDecimal stripped = points.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Return points as people write them. */
    public static String text(BigDecimal points) {
        return plain(points).toPlainString();
    }

    /**
     * Check every score of a report: finite by its type, at least 0, at most what its outcome can
     * earn.
     *
     * @throws IllegalStateException naming the line, if one is not: that is a bug
     */
    static void check(SubmissionReport report) {
        for (Line line : report.lines()) {
            refuse(line, "points", line.check().points(), MOST);
            refuse(line, "score", line.score(), most(line));
        }
    }

    private static void refuse(Line line, String field, BigDecimal points, BigDecimal most) {
        String what = line.check().id() + ": its " + field + " of " + points;
        if (points.signum() < 0) {
            throw new IllegalStateException(what + " is below 0");
        }
        if (points.compareTo(most) > 0) {
            throw new IllegalStateException(what + " is over " + most.toPlainString());
        }
        if (points.stripTrailingZeros().scale() > MOST_DECIMALS) {
            throw new IllegalStateException(what + " has more than " + MOST_DECIMALS + " decimals");
        }
    }

    private static BigDecimal most(Line line) {
        return switch (line.outcome()) {
            case Outcome.Passed passed -> line.check().points();
            case Outcome.Partial partial -> most(line.check().points(), partial.fraction());
            case Outcome.Failed failed -> BigDecimal.ZERO;
            case Outcome.Skipped skipped -> BigDecimal.ZERO;
            case Outcome.MissingPackage missing -> BigDecimal.ZERO;
            case Outcome.Errored errored -> BigDecimal.ZERO;
        };
    }

    // A bonus may have been rounded up to cents.
    private static BigDecimal most(BigDecimal points, BigDecimal fraction) {
        BigDecimal earned = points.multiply(fraction).setScale(2, RoundingMode.CEILING);
        return points.max(earned).min(MOST);
    }
}
