package gradebox.assignments;

import gradebox.grading.Threshold;
import gradebox.grading.Threshold.Curve;
import gradebox.grading.Threshold.Direction;
import gradebox.grading.Threshold.Knot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Check that points grow the way that a threshold says, by making one.
 *
 * @param entry the threshold
 */
record ThresholdCheck(Place entry) {

    void check(Problems problems) {
        var knots = knots();
        if (knots.isEmpty()) {
            return; // the schema has complained
        }
        String direction = entry.at("direction").text();
        try {
            new Threshold(
                    direction.equals("lower") ? Direction.LOWER : Direction.HIGHER,
                    entry.at("curve").text().equals("steps") ? Curve.STEPS : Curve.LINEAR,
                    knots);
        } catch (IllegalArgumentException e) {
            problems.add(
                    entry,
                    "%s; where %s is better, go from the worst to the best"
                            .formatted(e.getMessage(), direction));
        }
    }

    /** Return the cut-offs, or none where one of them is malformed. */
    private List<Knot> knots() {
        var knots = new ArrayList<Knot>();
        boolean areRead = true;
        if (entry.at("zero").isPresent()) {
            areRead &= add("zero", entry.at("zero"), BigDecimal.ZERO, knots);
            areRead &= add("full", entry.at("full"), BigDecimal.ONE, knots);
        }
        var bonus = entry.at("bonus");
        if (bonus.isPresent()) {
            areRead &= add("bonus", bonus.at("at"), bonus.at("fraction").number(), knots);
        }
        for (var knot : entry.at("knots").members()) {
            var fraction = knot.at("fraction").number();
            areRead &= add(knot.at("name").text(), knot.at("at"), fraction, knots);
        }
        return areRead ? knots : List.of();
    }

    private static boolean add(String name, Place at, BigDecimal fraction, List<Knot> knots) {
        boolean isRead = at.node().isNumber() && fraction.signum() >= 0;
        if (isRead) {
            knots.add(new Knot(name, at.number().doubleValue(), fraction));
        }
        return isRead;
    }
}
