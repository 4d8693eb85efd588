package gradebox.output;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.grading.SubmissionReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DegradedTest {
    private static final SubmissionReport ADA =
            SampleClass.graded("ada", "Ada Lovelace", 0.984, 1.0, SampleClass.PASS);

    private static SubmissionReport on(String engine) {
        return new SubmissionReport(
                ADA.submission(),
                ADA.lines(),
                ADA.measurements(),
                ADA.leaderboard(),
                ADA.notes(),
                ADA.log(),
                ADA.time(),
                Map.of("engine", engine));
    }

    private static String table(SubmissionReport report) {
        var text = new StringWriter();
        new ClassTable(new Style(100, false, true))
                .print(SampleClass.of(report), Path.of("out"), new PrintWriter(text));
        return text.toString();
    }

    private static String json(SubmissionReport report) {
        return new String(ClassJson.of(SampleClass.of(report)), StandardCharsets.UTF_8);
    }

    private static String result(SubmissionReport report) {
        var bytes = new GradescopeResult(new GradescopeSchema()).of(report);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    void everyReportOfADegradedRunSaysSo() {
        var degraded = on("bubblewrap (degraded)");

        assertThat(table(degraded)).contains(Degraded.NOTE);
        assertThat(json(degraded)).contains("\"degraded\"").contains(Degraded.NOTE);
        assertThat(result(degraded)).contains("\"degraded\"").contains(Degraded.NOTE);
    }

    @Test
    void noOtherDoes() {
        var full = on("bubblewrap");

        assertThat(table(full) + json(full) + result(full)).doesNotContainIgnoringCase("degraded");
    }
}
