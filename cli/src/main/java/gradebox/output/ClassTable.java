package gradebox.output;

import gradebox.grading.ClassReport;
import gradebox.grading.SubmissionReport;
import gradebox.output.Column.Name;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Print a class's results as a table for a terminal, and below it what they come to. */
public final class ClassTable {

    private static final String GAP = " ".repeat(Layout.GAP);
    private static final int REMARK_INDENT = 4;

    private final Style style;

    public ClassTable(Style style) {
        this.style = style;
    }

    /**
     * Print a table.
     *
     * @param out where the results lie
     */
    public void print(ClassReport report, Path out, PrintWriter writer) {
        writer.println(style.paint(Style.Colour.BOLD, style.line(report.title())));
        writer.println();
        if (!report.reports().isEmpty()) {
            printTable(report, writer);
        }
        printSummary(report, writer);
        writer.println("Results: " + style.line(out.toString()));
        writer.flush();
    }

    private void printTable(ClassReport report, PrintWriter writer) {
        var columns = new ClassColumns(report, style);
        List<Column> all = columns.all();
        Layout layout = Layout.fit(all, columns.counts(), style.width());
        List<String> remarks = columns.remarks();
        String rule = rule(layout);
        printRow(layout, column -> column.header(style), writer);
        writer.println(rule);
        for (int i = 0; i < remarks.size(); i++) {
            int row = i;
            printRow(layout, column -> column.cell(row, style), writer);
            printRemark(layout, remarks.get(row), writer);
        }
        writer.println(rule);
        printLegend(report, writer);
        if (!layout.has(Name.METRIC) && new Layout(all).has(Name.METRIC)) {
            writer.println("Metrics are in grades.csv.");
        }
        writer.println();
    }

    private String rule(Layout layout) {
        String rule = style.either("─", "-").repeat(Math.min(style.width(), layout.width()));
        return style.paint(Style.Colour.FAINT, rule);
    }

    private static void printRow(Layout layout, Function<Column, String> cell, PrintWriter writer) {
        String row = layout.columns().stream().map(cell).collect(Collectors.joining(GAP));
        writer.println(row.stripTrailing());
    }

    private void printRemark(Layout layout, String remark, PrintWriter writer) {
        if (!layout.has(Name.REMARKS) && !remark.isEmpty()) {
            String text = style.cut(remark, style.width() - REMARK_INDENT);
            String line = style.either("  └ ", "  > ") + text;
            writer.println(style.paint(Style.Colour.FAINT, line));
        }
    }

    private void printLegend(ClassReport report, PrintWriter writer) {
        var marks = new TreeSet<Mark>();
        report.reports().stream()
                .flatMap(one -> one.lines().stream())
                .forEach(line -> marks.add(Mark.of(line.outcome())));
        writer.println(marks.stream().map(this::legend).collect(Collectors.joining("   ")));
    }

    private String legend(Mark mark) {
        Span span = mark.span(style);
        return style.paint(span.colour(), span.text()) + " " + mark.meaning();
    }

    private void printSummary(ClassReport report, PrintWriter writer) {
        ClassSummary summary = ClassSummary.of(report);
        writer.println(counts(report, summary));
        printScores(summary, writer);
        if (Degraded.is(report)) {
            writer.println(style.paint(Style.Colour.MAGENTA, Degraded.NOTE));
        }
        printWithoutScore(report.withoutScore(), writer);
        printPackages(summary.missingPackages(), writer);
        if (!summary.flags().isEmpty()) {
            writer.println(
                    "Flagged: %s, listed in class.json"
                            .formatted(submissions(summary.flags().size())));
        }
    }

    private static void printScores(ClassSummary summary, PrintWriter writer) {
        summary.mean()
                .ifPresent(mean -> writer.print("Of those graded: mean " + Points.text(mean)));
        summary.median().ifPresent(median -> writer.println(", median " + Points.text(median)));
    }

    private void printWithoutScore(List<SubmissionReport> reports, PrintWriter writer) {
        if (!reports.isEmpty()) {
            String ids =
                    reports.stream()
                            .map(report -> report.submission().id())
                            .collect(Collectors.joining(", "));
            writer.println(style.paint(Style.Colour.MAGENTA, "To be graded again: " + ids));
        }
    }

    private void printPackages(Map<String, List<String>> packages, PrintWriter writer) {
        packages.forEach(
                (name, ids) ->
                        writer.println(
                                "Not in the image: "
                                        + style.line(name)
                                        + ", needed by "
                                        + String.join(", ", ids)));
    }

    private static String counts(ClassReport report, ClassSummary summary) {
        String standings =
                summary.standings().entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .map(entry -> entry.getValue() + " " + words(entry.getKey()))
                        .collect(Collectors.joining(", "));
        String end = standings.isEmpty() ? "" : ": " + standings;
        return submissions(report.reports().size()) + end + "; " + ClassColumns.time(report.time());
    }

    private static String submissions(int count) {
        return count + (count == 1 ? " submission" : " submissions");
    }

    private static String words(Standing standing) {
        return switch (standing) {
            case GRADED -> "graded";
            case NO_SCORE -> "without a score";
            case ABSENT -> "absent";
            case UNREADABLE -> "unreadable";
        };
    }
}
