package gradebox.selfcheck;

import gradebox.assignments.Assignment;
import gradebox.grading.Line;
import gradebox.grading.Outcome;
import gradebox.grading.StudentCalls;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import gradebox.output.Points;
import gradebox.output.SafeText;
import java.io.PrintWriter;
import java.math.BigDecimal;

/** Tell a student how each check ended, in plain lines. */
public final class CheckList {
    private static final int FEEDBACK = 4 << 10;
    private static final String INDENT = "\n               ";

    private final Assignment assignment;
    private final SubmissionReport report;

    public CheckList(Assignment assignment, SubmissionReport report) {
        this.assignment = assignment;
        this.report = report;
    }

    public void print(PrintWriter out) {
        out.println(SafeText.line(assignment.title()));
        if (report.submission().contents() instanceof Submission.Contents.Unreadable unreadable) {
            out.println("Your submission cannot be opened: " + SafeText.line(unreadable.why()));
        }
        out.println();
        report.lines().forEach(line -> print(line, out));
        long passed = report.lines().stream().filter(line -> line.outcome().earnsAll()).count();
        out.println();
        out.println(
                "%d of %d checks passed, %s of %s points."
                        .formatted(
                                passed,
                                report.lines().size(),
                                Points.text(earned()),
                                Points.text(report.points())));
        out.println(
                "This is practice: what is graded has more checks, other inputs and other data.");
        out.flush();
    }

    private BigDecimal earned() {
        return report.lines().stream().map(Line::score).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void print(Line line, PrintWriter out) {
        var check = line.check();
        out.println(
                "%-10s %-4s%s (%s of %s)"
                        .formatted(
                                word(line.outcome()),
                                check.number(),
                                SafeText.line(check.title(), 200),
                                Points.text(line.score()),
                                Points.text(check.points())));
        String feedback = feedback(line.outcome());
        String safe = SafeText.cut(SafeText.of(feedback).strip(), FEEDBACK);
        if (!safe.isEmpty()) {
            out.println("               " + safe.replace("\n", INDENT));
        }
    }

    /** Nothing is graded again, and nobody else is told. */
    private static String feedback(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Errored errored -> "The check itself broke off: " + errored.cause();
            case Outcome.MissingPackage missing ->
                    "Your submission imports `%s`, which is not installed where it ran."
                            .formatted(missing.module());
            default -> StudentCalls.feedback(outcome);
        };
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Passed passed -> "passed";
            case Outcome.Partial partial -> "in part";
            case Outcome.Failed failed -> "FAILED";
            case Outcome.Skipped skipped -> "skipped";
            case Outcome.MissingPackage missing -> "FAILED";
            case Outcome.Errored errored -> "no verdict";
        };
    }
}
