package gradebox.output;

import gradebox.grading.ClassReport;
import gradebox.grading.Line;
import gradebox.grading.Measurement;
import gradebox.grading.Person;
import gradebox.grading.SubmissionReport;
import gradebox.output.Column.Name;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Make the columns of a class's table. */
final class ClassColumns {

    private static final int MOST_DECIMALS = 2;
    private static final int METRIC_HEADER = 12;

    private final List<SubmissionReport> reports;
    private final Style style;

    ClassColumns(ClassReport report, Style style) {
        this.reports = report.reports();
        this.style = style;
    }

    /** Return every column that has something to show, in order. */
    List<Column> all() {
        var columns = new ArrayList<Column>();
        columns.add(texts(Name.ID, "id", false, report -> report.submission().id()));
        columns.add(texts(Name.PEOPLE, "name", false, ClassColumns::people));
        columns.add(score());
        columns.add(new Column(Name.CHECKS, "checks", false, each(this::strip)));
        columns.addAll(metrics());
        columns.add(texts(Name.TIME, "time", true, ClassColumns::time));
        columns.add(texts(Name.REMARKS, "what stands out", false, Remarks::of));
        columns.removeIf(ClassColumns::isBlank);
        return columns;
    }

    /** Return the checks as how many ended how. */
    Column counts() {
        return new Column(Name.CHECKS, "checks", false, each(this::counts));
    }

    /** Return the remarks, one a row. */
    List<String> remarks() {
        return reports.stream().map(Remarks::of).map(style::line).toList();
    }

    private Column score() {
        boolean isSame =
                reports.stream().map(report -> Points.text(report.points())).distinct().count()
                        == 1;
        int decimals = decimals();
        return new Column(
                Name.SCORE,
                isSame ? "of " + Points.text(reports.getFirst().points()) : "score",
                true,
                each(report -> List.of(score(report, decimals, isSame))));
    }

    private Span score(SubmissionReport report, int decimals, boolean isSame) {
        String most = isSame ? "" : "/" + Points.text(report.points());
        // Rounded down: nobody is shown a cut-off that they did not reach.
        return report.score()
                .map(score -> score.setScale(decimals, RoundingMode.DOWN) + most)
                .map(Span::new)
                .orElseGet(() -> new Span(style.either("—", "--"), Style.Colour.MAGENTA));
    }

    private int decimals() {
        return reports.stream()
                .flatMap(report -> report.score().stream())
                .mapToInt(score -> Points.plain(score).scale())
                .map(scale -> Math.min(scale, MOST_DECIMALS))
                .max()
                .orElse(0);
    }

    private List<Span> strip(SubmissionReport report) {
        var strip = new ArrayList<Span>();
        String grader = "";
        for (Line line : report.lines()) {
            if (!strip.isEmpty() && !grader.equals(line.check().grader())) {
                strip.add(new Span(" "));
            }
            grader = line.check().grader();
            strip.add(Mark.of(line.outcome()).span(style));
        }
        return strip;
    }

    private List<Span> counts(SubmissionReport report) {
        var counts = new EnumMap<Mark, Integer>(Mark.class);
        report.lines().forEach(line -> counts.merge(Mark.of(line.outcome()), 1, Integer::sum));
        var spans = new ArrayList<Span>();
        counts.forEach(
                (mark, count) -> {
                    spans.add(new Span((spans.isEmpty() ? "" : " ") + count));
                    spans.add(mark.span(style));
                });
        return spans;
    }

    private List<Column> metrics() {
        return names().stream().map(this::metric).toList();
    }

    private Column metric(String metric) {
        String header = style.cut(style.line(Metrics.columnName(metric, names())), METRIC_HEADER);
        return texts(Name.METRIC, header, true, report -> value(report, metric));
    }

    private List<String> names() {
        return reports.stream()
                .flatMap(report -> report.measurements().stream())
                .map(Measurement::metric)
                .distinct()
                .toList();
    }

    private static String value(SubmissionReport report, String metric) {
        return report.measurements().stream()
                .filter(measurement -> measurement.metric().equals(metric))
                .map(measurement -> shown(measurement.value()))
                .findFirst()
                .orElse("");
    }

    private static String shown(double value) {
        if (!Double.isFinite(value)) {
            return "none";
        }
        double size = Math.abs(value);
        boolean isPlain = size == 0 || (size >= 0.001 && size < 100_000);
        return String.format(Locale.ROOT, isPlain ? "%.3f" : "%.2e", value);
    }

    private static String people(SubmissionReport report) {
        return report.submission().submitters().stream()
                .map(ClassColumns::person)
                .collect(Collectors.joining(", "));
    }

    private static String person(Person person) {
        return Stream.of(person.name(), person.email(), person.sid())
                .filter(part -> !part.isBlank())
                .findFirst()
                .orElse("");
    }

    private static String time(SubmissionReport report) {
        return report.time().isZero() ? "" : time(report.time());
    }

    static String time(Duration time) {
        return time.toMinutes() == 0
                ? String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0)
                : String.format(Locale.ROOT, "%dm%02ds", time.toMinutes(), time.toSecondsPart());
    }

    private Column texts(
            Name name, String header, boolean isNumber, Function<SubmissionReport, String> text) {
        return new Column(
                name,
                header,
                isNumber,
                each(report -> List.of(new Span(style.line(text.apply(report))))));
    }

    private List<List<Span>> each(Function<SubmissionReport, List<Span>> cell) {
        return reports.stream().map(cell).toList();
    }

    private static boolean isBlank(Column column) {
        return column.cells().stream()
                .flatMap(List::stream)
                .allMatch(span -> span.text().isBlank());
    }
}
