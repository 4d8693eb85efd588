package gradebox.ci;

import gradebox.grading.ClassReport;
import gradebox.grading.Line;
import gradebox.grading.StudentCalls;
import gradebox.grading.SubmissionReport;
import gradebox.grading.Visibility;
import gradebox.output.SafeText;
import java.util.List;

/** Choose what a log that students may read shows of a report. */
public final class Shown {
    private static final int FEEDBACK = 4 << 10;

    private Shown() {}

    /**
     * Return a run as far as students see it at once: points of what is hidden are left out, too.
     */
    public static ClassReport of(ClassReport run) {
        return run.withEach(Shown::of);
    }

    /** Return a report as far as its student sees it at once. */
    public static SubmissionReport of(SubmissionReport report) {
        return report.showing(check -> check.visibility() == Visibility.VISIBLE);
    }

    /** Return how many of an assignment's checks that leaves out. */
    public static int hidden(ClassReport run) {
        return run.reports().stream().mapToInt(Shown::hidden).max().orElse(0);
    }

    /** Return the lines of checks that students see at once. */
    static List<Line> lines(SubmissionReport report) {
        return of(report).lines();
    }

    /** Return how many checks are not shown. */
    static int hidden(SubmissionReport report) {
        return report.lines().size() - lines(report).size();
    }

    /** Return what the student is told, safe and short. */
    static String feedback(Line line) {
        return SafeText.cut(SafeText.of(StudentCalls.feedback(line.outcome())).strip(), FEEDBACK);
    }

    static String title(Line line) {
        return SafeText.line(line.check().title(), 200);
    }
}
