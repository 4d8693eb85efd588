package gradebox.output;

import gradebox.grading.ClassReport;
import gradebox.grading.Line;
import gradebox.grading.Measurement;
import gradebox.grading.Outcome;
import gradebox.grading.Person;
import gradebox.grading.SubmissionReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

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

    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    private static final List<String> HEADER =
            List.of("id", "name", "email", "sid", "score", "max", "status");

    /** What starts a formula, in its full-width forms too. */
    private static final Pattern FORMULA = Pattern.compile("(?U)\\t|\\s*[=+@＝＋－＠-]");

    private GradesCsv() {}

    /** Return the file's bytes, in UTF-8. */
    public static byte[] of(ClassReport report) {
        List<String> checks =
                union(report, one -> one.lines().stream().map(line -> line.check().id()));
        List<String> metrics =
                union(report, one -> one.measurements().stream().map(Measurement::metric));
        var csv = new StringBuilder();
        print(csv, header(checks, metrics));
        for (SubmissionReport one : report.reports()) {
            for (Person person : people(one)) {
                print(csv, row(one, person, checks, metrics));
            }
        }
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> header(List<String> checks, List<String> metrics) {
        var header = new ArrayList<>(HEADER);
        checks.forEach(check -> header.add(text(check)));
        // A check and the metric behind it often share their name.
        metrics.forEach(metric -> header.add(text("metric:" + metric)));
        return header;
    }

    private static List<String> row(
            SubmissionReport report, Person person, List<String> checks, List<String> metrics) {
        var row = new ArrayList<String>();
        row.add(text(report.submission().id()));
        row.add(text(person.name()));
        row.add(text(person.email()));
        row.add(text(person.sid()));
        row.add(report.score().map(GradesCsv::number).orElse(""));
        row.add(number(report.points()));
        row.add(Standing.of(report).word());
        checks.forEach(check -> row.add(points(report, check)));
        metrics.forEach(metric -> row.add(value(report, metric)));
        return row;
    }

    private static String points(SubmissionReport report, String check) {
        return report.lines().stream()
                .filter(line -> line.check().id().equals(check))
                .filter(line -> !(line.outcome() instanceof Outcome.Errored))
                .map(Line::score)
                .map(GradesCsv::number)
                .findFirst()
                .orElse("");
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

    private static String number(BigDecimal number) {
        return Points.plain(number).toPlainString();
    }

    private static String text(String text) {
        String safe = SafeText.of(text);
        return FORMULA.matcher(safe).lookingAt() ? "'" + safe : safe;
    }

    private static void print(StringBuilder csv, List<String> row) {
        try {
            FORMAT.printRecord(csv, row.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException("a StringBuilder takes everything", e);
        }
    }
}
