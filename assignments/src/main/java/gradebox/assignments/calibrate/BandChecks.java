package gradebox.assignments.calibrate;

import gradebox.assignments.Assignment;
import gradebox.graders.model.ThresholdSettings;
import gradebox.grading.GraderDefinition;
import gradebox.grading.InvalidAssignmentException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Hold an assignment's thresholds against what its {@code reference.yaml} says. */
public final class BandChecks {
    private BandChecks() {}

    /**
     * Return what speaks against the thresholds, in the assignment's order.
     *
     * @throws InvalidAssignmentException if {@code reference.yaml} cannot be read
     */
    public static List<Complaint> judge(Assignment assignment) throws InvalidAssignmentException {
        var measured = ReferenceReader.read(assignment.folder());
        var complaints = new ArrayList<Complaint>();
        for (var grader : assignment.graders()) {
            if (isModel(grader)) {
                String place = "graders." + grader.id() + ".threshold";
                judge(assignment, grader, measured.orElse(Map.of()))
                        .forEach(complaint -> complaints.add(complaint.at(place)));
            }
        }
        return complaints;
    }

    /** Tell whether a grader measures something. */
    public static boolean isModel(GraderDefinition grader) {
        return grader.type().equals("model");
    }

    /** Return the id of what a grader measures. */
    public static String metric(GraderDefinition grader) {
        return grader.id() + "/" + grader.settings().path("metric").path("name").asText();
    }

    private static List<Complaint> judge(
            Assignment assignment, GraderDefinition grader, Map<String, Evidence> measured)
            throws InvalidAssignmentException {
        var evidence = measured.get(metric(grader));
        if (evidence == null) {
            return List.of(warning("is not measured yet; run `gradebox calibrate`"));
        }
        if (!evidence.fingerprint().equals(fingerprint(assignment, grader))) {
            return List.of(
                    warning(
                            "the solutions, the data or the training have changed since "
                                    + ReferenceFile.NAME
                                    + " was written; run `gradebox calibrate`"));
        }
        var threshold = ThresholdSettings.read(grader.settings().path("threshold"));
        return new Bands(threshold.direction(), evidence).judge(threshold);
    }

    private static String fingerprint(Assignment assignment, GraderDefinition grader)
            throws InvalidAssignmentException {
        try {
            return Fingerprint.of(assignment, grader);
        } catch (IOException e) {
            throw new InvalidAssignmentException(grader.id() + ": cannot be read: " + e);
        }
    }

    private static Complaint warning(String text) {
        return new Complaint(false, text);
    }
}
