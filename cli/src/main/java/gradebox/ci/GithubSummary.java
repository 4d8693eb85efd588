package gradebox.ci;

import gradebox.grading.ClassReport;
import gradebox.grading.Line;
import gradebox.grading.SubmissionReport;
import gradebox.output.Points;
import gradebox.output.SafeText;
import java.util.ArrayList;
import java.util.List;

/**
 * Tell GitHub of a run: a summary of the step in Markdown, and an annotation for each check that
 * did not pass. Nothing that a student wrote is Markdown there, HTML, or a command to the runner.
 */
public final class GithubSummary {
    /** GitHub shows ten of a kind for a step, and drops the rest. */
    private static final int MOST_ANNOTATIONS = 10;

    private GithubSummary() {}

    /** Return the summary. */
    public static String markdown(ClassReport run) {
        var text = new StringBuilder("## " + inline(run.title()) + "\n\n");
        text.append("| submission | score | of | checks that did not pass |\n");
        text.append("|---|---:|---:|---|\n");
        for (var report : run.reports()) {
            text.append(row(report));
        }
        for (var report : run.reports()) {
            details(report, text);
        }
        return text.append('\n').toString();
    }

    private static String row(SubmissionReport report) {
        var failed =
                Shown.lines(report).stream()
                        .filter(line -> !line.outcome().earnsAll())
                        .map(line -> inline(Shown.title(line)))
                        .toList();
        var seen = Shown.of(report);
        return "| %s | %s | %s | %s |\n"
                .formatted(
                        inline(report.submission().id()),
                        report.score().isEmpty()
                                ? "none"
                                : seen.score().map(Points::text).orElse("none"),
                        Points.text(seen.points()),
                        String.join(", ", failed));
    }

    private static void details(SubmissionReport report, StringBuilder text) {
        for (var line : Shown.lines(report)) {
            String feedback = Shown.feedback(line);
            if (!line.outcome().earnsAll() && !feedback.isEmpty()) {
                text.append("\n<details><summary>")
                        .append(inline(report.submission().id() + ": " + Shown.title(line)))
                        .append("</summary>\n<pre>")
                        .append(SafeText.html(feedback))
                        .append("</pre>\n</details>\n");
            }
        }
        if (Shown.hidden(report) > 0) {
            int hidden = Shown.hidden(report);
            text.append(
                    hidden == 1
                            ? "\n1 check is not shown here.\n"
                            : "\n%d checks are not shown here.\n".formatted(hidden));
        }
    }

    /** Return a text as one line of HTML in which Markdown finds nothing to do. */
    private static String inline(String text) {
        return SafeText.html(SafeText.line(text, 200))
                .replaceAll("([\\\\`*_{}\\[\\]()#+!|~@-])", "\\\\$1");
    }

    /** Return the annotations, a command of the runner's each. */
    public static List<String> annotations(ClassReport run) {
        var commands = new ArrayList<String>();
        for (var report : run.reports()) {
            for (var line : Shown.lines(report)) {
                if (!line.outcome().earnsAll() && commands.size() < MOST_ANNOTATIONS) {
                    commands.add(annotation(report, line));
                }
            }
        }
        return commands;
    }

    private static String annotation(SubmissionReport report, Line line) {
        String title = report.submission().id() + ": " + Shown.title(line);
        String message = Shown.feedback(line);
        return "::error title=%s::%s"
                .formatted(property(title), data(message.isEmpty() ? "did not pass" : message));
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
