package gradebox.grading;

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
 * @param reports ordered by the submission's id
 */
public record ClassReport(
        String assignment,
        String title,
        Instant startedAt,
        Duration time,
        List<SubmissionReport> reports) {
    public ClassReport {
        reports = List.copyOf(reports);
    }

    /** Return those that have no score and must be graded again. */
    public List<SubmissionReport> withoutScore() {
        return reports.stream().filter(report -> report.score().isEmpty()).toList();
    }
}
