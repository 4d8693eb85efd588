package gradebox.output;

import gradebox.grading.ClassReport;
import gradebox.grading.Measurement;
import gradebox.grading.Person;
import gradebox.grading.SubmissionReport;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Write a class's grades as CSV, for a spreadsheet or a gradebook: a row for each person, so that
 * those who handed in together each have theirs.
 *
 * <p>Columns: who and the total, then a column for each check with its points, then one for each
 * metric. A cell is empty where there is no number: the score of a submission without one, a check
 * that errored, a metric that could not be had. Text that a spreadsheet would take for a formula
 * gets an apostrophe in front.
 */
public final class GradesCsv {

    private static final List<String> HEADER =
            List.of("id", "name", "email", "sid", "score", "max", "status");

    private GradesCsv() {}

    /** Return the file's bytes, in UTF-8. */
    public static byte[] of(ClassReport report) {
        List<String> checks =
                union(report, one -> one.lines().stream().map(line -> line.check().id()));
        List<String> metrics =
                union(report, one -> one.measurements().stream().map(Measurement::metric));
        var csv = new Cells();
        csv.row(header(checks, metrics));
        for (SubmissionReport one : report.reports()) {
            for (Person person : people(one)) {
                csv.row(row(one, person, checks, metrics));
            }
        }
        return csv.bytes();
    }

    private static List<String> header(List<String> checks, List<String> metrics) {
        var header = new ArrayList<>(HEADER);
        checks.forEach(check -> header.add(Cells.text(check)));
        // A check and the metric behind it often share their name.
        metrics.forEach(metric -> header.add(Cells.text("metric:" + metric)));
        return header;
    }

    private static List<String> row(
            SubmissionReport report, Person person, List<String> checks, List<String> metrics) {
        var row = new ArrayList<String>();
        row.add(Cells.text(report.submission().id()));
        row.add(Cells.text(person.name()));
        row.add(Cells.text(person.email()));
        row.add(Cells.text(person.sid()));
        row.add(report.score().map(Points::text).orElse(""));
        row.add(Points.text(report.points()));
        row.add(Standing.of(report).word());
        checks.forEach(check -> row.add(Cells.points(report, check)));
        metrics.forEach(metric -> row.add(value(report, metric)));
        return row;
    }

    private static String value(SubmissionReport report, String metric) {
        return report.measurements().stream()
                .filter(measurement -> measurement.metric().equals(metric))
                .map(Measurement::value)
                .filter(Double::isFinite)
                .map(String::valueOf)
                .findFirst()
                .orElse("");
    }

    private static List<Person> people(SubmissionReport report) {
        List<Person> submitters = report.submission().submitters();
        return submitters.isEmpty() ? List.of(new Person("", "", "")) : submitters;
    }

    private static List<String> union(
            ClassReport report, Function<SubmissionReport, Stream<String>> names) {
        var union = new LinkedHashSet<String>();
        report.reports().stream().flatMap(names).forEach(union::add);
        return List.copyOf(union);
    }
}
