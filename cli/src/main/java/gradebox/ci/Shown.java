package gradebox.ci;

import gradebox.grading.Line;
import gradebox.grading.Outcome;
import gradebox.grading.StudentCalls;
import gradebox.grading.SubmissionReport;
import gradebox.grading.Visibility;
import gradebox.output.SafeText;
import java.util.List;

/** Choose what a log that students may read shows of a report. */
final class Shown {
    private static final int FEEDBACK = 4 << 10;

    private Shown() {}

    /** Return the lines of checks that students see at once. */
    static List<Line> lines(SubmissionReport report) {
        return report.lines().stream()
                .filter(line -> line.check().visibility() == Visibility.VISIBLE)
                .toList();
    }

    /** Return how many checks are not shown. */
    static int hidden(SubmissionReport report) {
        return report.lines().size() - lines(report).size();
    }

    /** Return what the student is told, safe and short. */
    static String feedback(Line line) {
        return SafeText.cut(SafeText.of(StudentCalls.feedback(line.outcome())).strip(), FEEDBACK);
    }

    static boolean isPassed(Line line) {
        return line.outcome() instanceof Outcome.Passed
                || (line.outcome() instanceof Outcome.Partial
                        && line.score().compareTo(line.check().points()) >= 0);
    }

    static String title(Line line) {
        return SafeText.line(line.check().title(), 200);
    }
}
