package gradebox.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.grading.LeaderboardEntry;
import gradebox.grading.Line;
import gradebox.grading.Measurement;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import gradebox.grading.Threshold;
import gradebox.grading.Visibility;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Write a report as Gradescope's results.json.
 *
 * <p><b>A submission without a score.</b> The format knows no such thing: it wants a number at the
 * top or in every test. Its result says so in every way that the format has: the total is hidden
 * from the student (one hidden test hides it), the one thing they see is a test without a score
 * that tells them they are not graded yet, {@code extra_data.gradebox.status} is {@code no-score},
 * and the checks, hidden, carry no scores. The 0 at the top is there because the format demands it.
 * No file of our own has it.
 *
 * <p><b>What is left out.</b> Gradescope hands {@code extra_data} to the next autograder run, in a
 * container that student code may share. So flags, notes and the log, which are for staff, are not
 * in it, nor are metrics whose check the student does not see yet.
 */
public final class GradescopeResult {

    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");
    private static final int NAME = 200;
    private static final int DROPPED_SHOWN = 20;

    private final GradescopeSchema schema;

    public GradescopeResult(GradescopeSchema schema) {
        this.schema = schema;
    }

    /**
     * Return the file's bytes.
     *
     * @throws IllegalStateException naming the field, if a score cannot be true or the result is
     *     not in Gradescope's format: that is a bug
     */
    public byte[] of(SubmissionReport report) {
        Points.check(report);
        ObjectNode result =
                report.score()
                        .map(score -> graded(report, score))
                        .orElseGet(() -> ungraded(report));
        List<String> faults = schema.validate(result);
        if (!faults.isEmpty()) {
            throw new IllegalStateException(
                    "the result of " + report.submission().id() + ": " + String.join("; ", faults));
        }
        return Json.write(result);
    }

    /**
     * Return the bytes of a result that is no verdict: all that the student sees of it is a test
     * without a score, and a hidden one hides the total.
     */
    public static byte[] notice(String name, String text) {
        ObjectNode result =
                Json.object()
                        .put("score", BigDecimal.ZERO)
                        .put("output", text)
                        .put("output_format", "text")
                        .put("visibility", Visibility.HIDDEN.word())
                        .put("stdout_visibility", Visibility.HIDDEN.word());
        var hides = TestEntries.notice("Not graded; this line hides the total", text);
        result.putArray("tests")
                .add(TestEntries.notice(name, text))
                .add(hides.put("visibility", Visibility.HIDDEN.word()));
        result.putObject("extra_data").putObject("gradebox").put("status", "no-score");
        return Json.write(result);
    }

    private static ObjectNode graded(SubmissionReport report, BigDecimal score) {
        var budget = new TextBudget();
        String output = budget.take(summary(report.submission()));
        ObjectNode result = head(report, score, output, Visibility.VISIBLE);
        var tests = new TestEntries(budget);
        ArrayNode list = result.putArray("tests");
        report.lines().forEach(line -> list.add(tests.scored(line)));
        if (!report.leaderboard().isEmpty()) {
            ArrayNode board = result.putArray("leaderboard");
            report.leaderboard().forEach(entry -> board.add(standing(entry)));
        }
        return result.set("extra_data", extra(report));
    }

    private static ObjectNode ungraded(SubmissionReport report) {
        var tests = new TestEntries(new TextBudget());
        String output = TestEntries.AWAITS_REGRADING;
        ObjectNode result = head(report, BigDecimal.ZERO, output, Visibility.HIDDEN);
        ArrayNode list =
                result.putArray("tests")
                        .add(
                                TestEntries.notice(
                                        "Not graded yet: this submission awaits regrading",
                                        TestEntries.AWAITS_REGRADING));
        report.lines().forEach(line -> list.add(tests.unscored(line)));
        return result.set("extra_data", extra(report));
    }

    private static ObjectNode head(
            SubmissionReport report, BigDecimal score, String output, Visibility seen) {
        return Json.object()
                .put("score", Points.plain(score))
                .put("execution_time", Json.seconds(report.time()))
                .put("output", output)
                .put("output_format", "text")
                .put("test_output_format", "text")
                .put("test_name_format", "text")
                .put("visibility", seen.word())
                .put("stdout_visibility", Visibility.HIDDEN.word());
    }

    private static ObjectNode extra(SubmissionReport report) {
        ObjectNode extra =
                Json.object()
                        .put("submission", report.submission().id())
                        .put("status", Standing.of(report).word());
        if (Degraded.is(report)) {
            extra.put("degraded", Degraded.NOTE);
        }
        ArrayNode measurements = extra.putArray("measurements");
        report.measurements().stream()
                .filter(measurement -> isSeen(measurement, report.lines()))
                .forEach(measurement -> measurements.add(Metrics.json(measurement)));
        ObjectNode provenance = extra.putObject("provenance");
        report.provenance()
                .forEach((key, value) -> provenance.put(key, SafeText.line(value, NAME)));
        return Json.object().set("gradebox", extra);
    }

    private static boolean isSeen(Measurement measurement, List<Line> lines) {
        return lines.stream()
                .filter(line -> line.check().id().equals(measurement.metric()))
                .allMatch(line -> line.check().visibility() == Visibility.VISIBLE);
    }

    private static String summary(Submission submission) {
        return switch (submission.contents()) {
            case Submission.Contents.Files files -> dropped(files.dropped());
            case Submission.Contents.Unreadable unreadable ->
                    "The submission could not be opened: " + unreadable.why();
            case Submission.Contents.Absent absent -> "Nothing was handed in.";
        };
    }

    private static String dropped(List<String> dropped) {
        if (dropped.isEmpty()) {
            return "";
        }
        var text = new StringBuilder("Left out of what was handed in:");
        dropped.stream()
                .limit(DROPPED_SHOWN)
                .forEach(file -> text.append("\n  ").append(SafeText.line(file, NAME)));
        if (dropped.size() > DROPPED_SHOWN) {
            text.append("\n  and ").append(dropped.size() - DROPPED_SHOWN).append(" more");
        }
        return text.toString();
    }

    private static JsonNode standing(LeaderboardEntry entry) {
        ObjectNode standing = Json.object().put("name", SafeText.line(entry.name(), NAME));
        if (DECIMAL.matcher(entry.value()).matches()) {
            standing.put("value", new BigDecimal(entry.value()));
        } else {
            standing.put("value", SafeText.line(entry.value(), NAME));
        }
        return standing.put("order", entry.better() == Threshold.Direction.HIGHER ? "desc" : "asc");
    }
}
