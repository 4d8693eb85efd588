package gradebox.cli;

import gradebox.grading.Submission;
import java.util.List;

/**
 * Hold what was read of a class.
 *
 * @param notes what staff should know: attempts that do not count, files that belong to nobody
 */
record Intake(List<Submission> submissions, List<String> notes) {
    Intake {
        submissions = List.copyOf(submissions);
        notes = List.copyOf(notes);
    }
}
