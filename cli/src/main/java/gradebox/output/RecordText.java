package gradebox.output;

import gradebox.grading.Line;
import gradebox.grading.Measurement;
import gradebox.grading.Outcome;
import gradebox.grading.SubmissionReport;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Print what a record says of a submission, for staff: all of it, and harmless to a terminal. */
public final class RecordText {
    private static final String INDENT = "    ";

    private final Style style;
    private final PrintWriter out;

    public RecordText(Style style, PrintWriter out) {
        this.style = style;
        this.out = out;
    }

    /** Print a submission's lines in short, one each. */
    public void print(SubmissionReport report) {
        out.println(
                bold(report.submission().id())
                        + "  "
                        + report.score()
                                .map(score -> points(score, report.points()))
                                .orElse("no score")
                        + "  "
                        + style.line(report.submission().source()));
        int width =
                report.lines().stream()
                        .mapToInt(line -> TextWidth.of(style.line(line.check().id())))
                        .max()
                        .orElse(0);
        report.lines().forEach(line -> out.println(shortLine(line, width)));
        out.flush();
    }

    private String shortLine(Line line, int width) {
        var id = style.line(line.check().id());
        var gap = " ".repeat(width - TextWidth.of(id));
        var first =
                OutcomeText.feedback(line.outcome()).strip().lines().findFirst().orElse("").strip();
        return style.cut(
                "  %s%s  %s%s"
                        .formatted(
                                id,
                                gap,
                                ended(line),
                                first.isEmpty() ? "" : ": " + style.line(first)),
                style.width());
    }

    /** Print all that a report says of one of its lines, below a heading. */
    public void print(String heading, SubmissionReport report, Line line) {
        out.println(
                "%s: %s (%s)"
                        .formatted(
                                bold(heading),
                                style.line(line.check().id()),
                                style.line(line.check().title())));
        out.println("  %s, in %s".formatted(ended(line), seconds(line)));
        block(OutcomeText.feedback(line.outcome()));
        measurements(report, line).forEach(one -> out.println("  " + measurement(one)));
        line.flags().forEach(flag -> out.println("  flag: " + style.line(flag)));
        report.notes().forEach(note -> out.println("  note: " + style.line(note)));
        if (!report.log().isBlank()) {
            out.println("  What its processes wrote:");
            block(report.log());
        }
        out.flush();
    }

    private void block(String text) {
        SafeText.of(text)
                .strip()
                .lines()
                .forEach(line -> out.println(INDENT + (style.unicode() ? line : style.line(line))));
    }

    /** Return how a line ended, and what for: {@code failed (raised), 0 of 4 points}. */
    private static String ended(Line line) {
        var reason = OutcomeText.reason(line.outcome());
        return "%s%s, %s"
                .formatted(
                        OutcomeText.kind(line.outcome()),
                        reason.isEmpty() ? "" : " (" + reason + ")",
                        line.outcome() instanceof Outcome.Errored
                                ? "no score"
                                : points(line.score(), line.check().points()));
    }

    private static String points(BigDecimal score, BigDecimal of) {
        return "%s of %s points".formatted(Points.text(score), Points.text(of));
    }

    private static String seconds(Line line) {
        return String.format(Locale.ROOT, "%.1f s", line.time().toMillis() / 1000.0);
    }

    /** Return what its grader measured. */
    private static List<Measurement> measurements(SubmissionReport report, Line line) {
        var mine = line.check().grader() + "/";
        return report.measurements().stream().filter(one -> one.metric().startsWith(mine)).toList();
    }

    private String measurement(Measurement one) {
        return "%s %s (runs %s; seeds %s)"
                .formatted(
                        style.line(one.metric()),
                        one.value(),
                        joined(one.runs()),
                        joined(one.seeds()));
    }

    private static String joined(List<? extends Number> numbers) {
        return numbers.stream().map(Number::toString).collect(Collectors.joining(", "));
    }

    /**
     * Print whether a check that was run again ended as it is recorded, in outcome, points, metrics
     * and words.
     */
    public void compare(SubmissionReport recorded, Line then, SubmissionReport again, Line now) {
        if (!ended(then).equals(ended(now))) {
            out.println(
                    bold("Not as recorded")
                            + ": it was %s, and is now %s".formatted(ended(then), ended(now)));
        } else if (!measurements(recorded, then).equals(measurements(again, now))) {
            out.println(bold("As recorded, but for its figures") + ", which are above");
        } else if (!OutcomeText.feedback(then.outcome())
                .equals(OutcomeText.feedback(now.outcome()))) {
            out.println(bold("As recorded, but in other words") + ", which are above");
        } else {
            out.println(bold("As recorded"));
        }
        out.flush();
    }

    private String bold(String text) {
        return style.paint(Style.Colour.BOLD, text);
    }
}
