package gradebox.graders.model;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Threshold;
import gradebox.grading.Threshold.Curve;
import gradebox.grading.Threshold.Direction;
import gradebox.grading.Threshold.Knot;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Read a threshold: {@code zero} and {@code full}, an optional {@code bonus}, or named {@code
 * knots}.
 */
public final class ThresholdSettings {
    private ThresholdSettings() {}

    /**
     * Return the threshold that a grader names.
     *
     * @throws InvalidAssignmentException if its cut-offs do not follow one another
     */
    public static Threshold read(JsonNode node) throws InvalidAssignmentException {
        var direction =
                node.path("direction").asText().equals("lower")
                        ? Direction.LOWER
                        : Direction.HIGHER;
        var curve =
                node.path("curve").asText("linear").equals("steps") ? Curve.STEPS : Curve.LINEAR;
        try {
            return new Threshold(direction, curve, knots(node));
        } catch (IllegalArgumentException e) {
            throw new InvalidAssignmentException("threshold: " + e.getMessage());
        }
    }

    private static List<Knot> knots(JsonNode node) {
        var knots = new ArrayList<Knot>();
        if (node.has("knots")) {
            node.path("knots")
                    .forEach(
                            knot ->
                                    knots.add(
                                            new Knot(
                                                    knot.path("name").asText(),
                                                    knot.path("at").asDouble(),
                                                    knot.path("fraction").decimalValue())));
        } else {
            knots.add(new Knot("zero", node.path("zero").asDouble(), BigDecimal.ZERO));
            knots.add(new Knot("full", node.path("full").asDouble(), BigDecimal.ONE));
        }
        if (node.has("bonus")) {
            var bonus = node.path("bonus");
            knots.add(
                    new Knot(
                            "bonus",
                            bonus.path("at").asDouble(),
                            bonus.path("fraction").decimalValue()));
        }
        return knots;
    }
}
