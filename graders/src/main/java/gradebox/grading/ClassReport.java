package gradebox.grading;

import gradebox.sandbox.Posture;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Hold the results of one run.
 *
 * @param assignment the assignment's id
 * @param title the assignment's title
 * @param startedAt by the wall clock
 * @param time how long the run took
 * @param posture what a sandbox was like before anything was graded; nothing where none was opened
 * @param reports ordered by the submission's id
 * @param left ids of those that were still to be graded when the run was stopped
 */
public record ClassReport(
        String assignment,
        String title,
        Instant startedAt,
        Duration time,
        Posture posture,
        List<SubmissionReport> reports,
        List<String> left) {
    public ClassReport {
        reports = List.copyOf(reports);
        left = List.copyOf(left);
    }

    /** Hold the results of a run whose sandboxes are still to be told of. */
    public ClassReport(
            String assignment,
            String title,
            Instant startedAt,
            Duration time,
            List<SubmissionReport> reports) {
        this(assignment, title, startedAt, time, Posture.NONE, reports, List.of());
    }

    /** Return this with what its sandboxes were like. */
    public ClassReport gradedIn(Posture sandboxes) {
        return new ClassReport(assignment, title, startedAt, time, sandboxes, reports, left);
    }

    /** Return this as a run that was stopped before it came to some submissions. */
    public ClassReport stoppedBefore(List<String> ids) {
        return new ClassReport(assignment, title, startedAt, time, posture, reports, ids);
    }

    /** Return those that have no score and must be graded again. */
    public List<SubmissionReport> withoutScore() {
        return reports.stream().filter(report -> report.score().isEmpty()).toList();
    }
}
