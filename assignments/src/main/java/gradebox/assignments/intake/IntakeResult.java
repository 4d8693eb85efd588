package gradebox.assignments.intake;

import gradebox.grading.Submission;
import java.util.List;

/**
 * Hold what was taken in.
 *
 * @param submissions ordered by id
 * @param notes what staff should know: what was left out, and why
 */
public record IntakeResult(List<Submission> submissions, List<String> notes) {
    public IntakeResult {
        submissions = List.copyOf(submissions);
        notes = List.copyOf(notes);
    }
}
