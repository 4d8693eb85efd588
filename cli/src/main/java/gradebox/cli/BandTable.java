package gradebox.cli;

import gradebox.assignments.Assignment;
import gradebox.assignments.calibrate.BandChecks;
import gradebox.assignments.calibrate.Bands;
import gradebox.assignments.calibrate.Calibration;
import gradebox.assignments.calibrate.Calibration.Metric;
import gradebox.assignments.calibrate.Calibration.Solution;
import gradebox.graders.model.ThresholdSettings;
import gradebox.grading.GraderDefinition;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Threshold;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;

/** Print what was measured of each metric, the bands that follow from it, and those that are. */
final class BandTable {
    private static final String ROW = "  %-10s %10s %10s %10s %10s %9s%n";

    private final PrintWriter out;

    BandTable(PrintWriter out) {
        this.out = out;
    }

    void print(Assignment assignment, Calibration calibration) throws InvalidAssignmentException {
        for (var grader : assignment.graders()) {
            var id = BandChecks.metric(grader);
            if (BandChecks.isModel(grader)) {
                print(id, grader, Objects.requireNonNull(calibration.metrics().get(id)));
            }
        }
    }

    private void print(String id, GraderDefinition grader, Metric metric)
            throws InvalidAssignmentException {
        var threshold = ThresholdSettings.read(grader.settings().path("threshold"));
        out.printf(
                "%s, %s is better, %d seeds%n",
                id,
                threshold.direction().name().toLowerCase(Locale.ROOT),
                metric.trainingSeeds().size());
        out.printf(ROW, "", "mean", "sd", "min", "max", "seconds");
        print("reference", metric.reference());
        if (metric.baseline() != null) {
            print("baseline", metric.baseline());
        }
        print(new Bands(threshold.direction(), metric.evidence()), threshold);
        out.println();
    }

    private void print(String name, Solution solution) {
        var scores = solution.scores();
        out.printf(
                ROW,
                name,
                Bands.show(scores.mean()),
                Bands.show(scores.sd()),
                Bands.show(scores.min()),
                Bands.show(scores.max()),
                String.format(Locale.ROOT, "%.1f", solution.seconds().mean()));
    }

    private void print(Bands bands, Threshold threshold) {
        var zero = bands.suggestedZero();
        out.printf(
                "  suggested  %sfull: %s, at least %s apart%n",
                zero.map(at -> "zero: " + at.toPlainString() + ", ").orElse(""),
                bands.suggestedFull().toPlainString(),
                Bands.show(bands.leastWidth()));
        out.printf("  stated     zero: %s", Bands.show(Bands.begin(threshold)));
        Bands.end(threshold).ifPresent(at -> out.printf(", full: %s", Bands.show(at)));
        out.println();
    }
}
