package gradebox.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.grading.Check;
import gradebox.grading.LeaderboardEntry;
import gradebox.grading.Line;
import gradebox.grading.Measurement;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Fault;
import gradebox.grading.Outcome.Reason;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import gradebox.grading.Threshold.Direction;
import gradebox.grading.Visibility;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradescopeResultTest {

    private static final Check CHECK = SampleClass.check("unit/sum", "Sum", "5", "1");

    private final GradescopeResult gradescope = new GradescopeResult(new GradescopeSchema());

    @Test
    void aMixedReportLooksLikeThis() throws IOException {
        assertThat(new String(gradescope.of(mixed()), StandardCharsets.UTF_8))
                .isEqualTo(Golden.read("mixed.results.json"));
    }

    @Test
    void aReportWithoutAScoreLooksLikeThis() throws IOException {
        var lines =
                List.of(
                        line(new Outcome.Passed("well done"), "5"),
                        line(new Outcome.Errored(Fault.MACHINE, "the engine left"), "0"));
        assertThat(new String(gradescope.of(report(lines)), StandardCharsets.UTF_8))
                .isEqualTo(Golden.read("no-score.results.json"));
    }

    @Test
    void everyReportOfAClassIsInTheFormat() throws IOException {
        for (SubmissionReport report : SampleClass.report().reports()) {
            JsonNode result = Json.read(gradescope.of(report));
            assertThat(new GradescopeSchema().validate(result)).isEmpty();
            assertThat(result.path("score").decimalValue())
                    .isEqualByComparingTo(report.score().orElse(BigDecimal.ZERO));
        }
    }

    @Test
    void withoutAScoreTheStudentSeesNoPointsAndNoTotal() throws IOException {
        JsonNode result = Json.read(gradescope.of(SampleClass.errored("u", "U")));
        assertThat(result.path("visibility").asText()).isEqualTo("hidden");
        assertThat(result.findValues("max_score")).isEmpty();
        assertThat(result.has("leaderboard")).isFalse();
        var visible = Json.array();
        for (JsonNode test : result.path("tests")) {
            assertThat(test.has("score")).isFalse();
            if (test.path("visibility").asText().equals("visible")) {
                visible.add(test);
            }
        }
        assertThat(visible).hasSize(1);
        assertThat(visible.path(0).path("output").asText()).contains("this is no score");
    }

    @ParameterizedTest
    @CsvSource({
        "7, is over 5",
        "5.000001, is over 5",
        "-1, is below 0",
        "1e308, is over 5",
        "1e-300, decimals"
    })
    void aScoreThatCannotBeTrueIsRefused(String score, String why) {
        assertThatThrownBy(() -> gradescope.of(report(List.of(line(SampleClass.PASS, score)))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("unit/sum", why);
    }

    @Test
    void pointsForWhatFailedAreRefused() {
        var failed = SampleClass.failed(Reason.WRONG, "");
        assertThatThrownBy(() -> gradescope.of(report(List.of(line(failed, "1")))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is over 0");
    }

    @Test
    void aBonusMayExceedThePoints() throws IOException {
        var lines = List.of(line(SampleClass.partial("1.25"), "6.25"));
        JsonNode test = Json.read(gradescope.of(report(lines))).path("tests").path(0);
        assertThat(test.path("score").decimalValue()).isEqualByComparingTo("6.25");
        assertThat(test.path("status").asText()).isEqualTo("passed");
        assertThatThrownBy(
                        () ->
                                gradescope.of(
                                        report(List.of(line(SampleClass.partial("1.2"), "6.1")))))
                .hasMessageContaining("is over 6");
    }

    @Test
    void decimalsAreExact() throws IOException {
        var lines =
                List.of(
                        line(SampleClass.partial("0.1"), "0.1"),
                        line(SampleClass.partial("0.1"), "0.2"));
        assertThat(new String(gradescope.of(report(lines)), StandardCharsets.UTF_8))
                .contains("\"score\" : 0.3,");
    }

    @Test
    void feedbackIsCutAndSaysSo() throws IOException {
        var lines = new ArrayList<Line>();
        lines.add(line(SampleClass.failed(Reason.RAISED, "é".repeat(5_000_000)), "0"));
        var large = SampleClass.failed(Reason.RAISED, "é".repeat(10_000));
        lines.addAll(Collections.nCopies(39, line(large, "0")));
        byte[] bytes = gradescope.of(report(lines));
        assertThat(bytes.length).isLessThan(600 * 1024);
        JsonNode tests = Json.read(bytes).path("tests");
        assertThat(tests.path(0).path("output").asText()).endsWith("… cut: 9983616 more bytes");
        assertThat(tests.path(39).path("output").asText()).isEqualTo("… cut: 20000 more bytes");
    }

    @Test
    void hostileTextIsHarmlessInEveryField() throws IOException {
        String text = new String(gradescope.of(hostile()), StandardCharsets.UTF_8);
        assertThat(text.chars()).allMatch(c -> c == '\n' || !Character.isISOControl(c));
        assertThat(text).doesNotContain("\u202e", "\u200b");
        for (JsonNode string : strings(Json.read(text.getBytes(StandardCharsets.UTF_8)))) {
            assertThat(SafeText.of(string.asText())).isEqualTo(string.asText());
        }
    }

    @Test
    void metricsOfHiddenChecksStayOut() throws IOException {
        var hidden =
                new Check(
                        "model/secret",
                        "Secret",
                        BigDecimal.ONE,
                        "",
                        Visibility.AFTER_DUE_DATE,
                        List.of(),
                        List.of());
        var report =
                SampleClass.report(
                        SampleClass.submission("s", List.of(), SampleClass.files()),
                        List.of(SampleClass.line(hidden, SampleClass.PASS)),
                        List.of(
                                new Measurement("model/secret", 0.5, List.of(), List.of()),
                                new Measurement("model/open", 0.6, List.of(), List.of())),
                        1);
        JsonNode measurements =
                Json.read(gradescope.of(report)).at("/extra_data/gradebox/measurements");
        assertThat(measurements.findValuesAsText("metric")).containsExactly("model/open");
    }

    private static SubmissionReport mixed() {
        var visible =
                new Check(
                        "unit/bonus",
                        "Bonus",
                        BigDecimal.TEN,
                        "2",
                        Visibility.AFTER_PUBLISHED,
                        List.of("extra"),
                        List.of());
        var hidden =
                new Check(
                        "unit/held-out",
                        "Held out",
                        new BigDecimal("2.50"),
                        "",
                        Visibility.HIDDEN,
                        List.of(),
                        List.of());
        var lines =
                List.of(
                        SampleClass.line(CHECK, SampleClass.PASS),
                        SampleClass.line(visible, SampleClass.partial("0.7333")),
                        SampleClass.line(hidden, SampleClass.failed(Reason.TIMED_OUT, "")),
                        SampleClass.line(CHECK, new Outcome.Skipped("“Sum” did not pass")),
                        SampleClass.line(CHECK, new Outcome.MissingPackage("jax")));
        return new SubmissionReport(
                SampleClass.submission("mixed", List.of(), SampleClass.files()),
                lines,
                List.of(
                        new Measurement(
                                "unit/loss", 0.25, List.of(0.25, Double.NaN), List.of(7L, 8L))),
                List.of(
                        new LeaderboardEntry("Loss", "0.250", Direction.LOWER),
                        new LeaderboardEntry("Stars", "***", Direction.HIGHER)),
                List.of("a note for staff"),
                "a log for staff",
                Duration.ofMillis(12_340),
                Map.of("image", "sha256:12", "seed", "7"));
    }

    private static SubmissionReport hostile() {
        String text = SampleClass.HOSTILE;
        var check =
                new Check(
                        "unit/" + text,
                        text,
                        BigDecimal.ONE,
                        text,
                        Visibility.VISIBLE,
                        List.of(text),
                        List.of());
        var contents =
                new Submission.Contents.Files(
                        Path.of("/staging"), List.of(text), Collections.nCopies(99, text), text);
        var lines =
                List.of(
                        SampleClass.line(check, new Outcome.Passed(text)),
                        SampleClass.line(check, SampleClass.failed(Reason.RAISED, text)),
                        SampleClass.line(check, new Outcome.Skipped(text)),
                        SampleClass.line(check, new Outcome.MissingPackage(text)));
        return new SubmissionReport(
                SampleClass.submission("hostile", List.of(), contents),
                lines,
                List.of(new Measurement(text, 1, List.of(), List.of())),
                List.of(new LeaderboardEntry(text, text, Direction.LOWER)),
                List.of(text),
                text,
                Duration.ZERO,
                Map.of("key", text));
    }

    private static Line line(Outcome outcome, String score) {
        return new Line(
                CHECK, outcome, new BigDecimal(score), Duration.ofMillis(40), List.of("flag"));
    }

    private static SubmissionReport report(List<Line> lines) {
        var submission = SampleClass.submission("s", List.of(), SampleClass.files());
        return SampleClass.report(submission, lines, List.of(), 2_000);
    }

    private static List<JsonNode> strings(JsonNode node) {
        if (node.isTextual()) {
            return List.of(node);
        }
        return node.valueStream().flatMap(child -> strings(child).stream()).toList();
    }
}
