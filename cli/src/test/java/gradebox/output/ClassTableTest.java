package gradebox.output;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.grading.ClassReport;
import gradebox.grading.Line;
import gradebox.grading.Outcome.Reason;
import gradebox.grading.SubmissionReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassTableTest {

    private static final SubmissionReport ADA =
            SampleClass.graded("ada", "Ada Lovelace", 0.984, 1.0, SampleClass.PASS);

    @Test
    void aClassAtEightyColumnsLooksLikeThis() throws IOException {
        assertThat(print(SampleClass.report(), new Style(80, false, true)))
                .isEqualTo(Golden.read("class-80.txt"));
    }

    @Test
    void remarksStandBesideTheirRowsWhereThereIsRoom() throws IOException {
        var report =
                SampleClass.of(
                        ADA,
                        SampleClass.errored("unlucky", "Una U."),
                        SampleClass.absent("x", "X"));
        assertThat(print(report, new Style(120, false, true)))
                .isEqualTo(Golden.read("remarks-120.txt"));
    }

    @Test
    void asciiIsEnough() {
        String text = print(SampleClass.report(), new Style(80, false, false));
        assertThat(text)
                .matches("[\\x20-\\x7e\\n]*")
                .contains("+++++ !- ++", "Amara Okafor-Lind...");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 100, 120, 200})
    void noLineOfTheTableIsWiderThanTheTerminal(int width) {
        for (boolean unicode : new boolean[] {true, false}) {
            String table = print(SampleClass.report(), new Style(width, false, unicode));
            String rows = table.substring(0, table.lastIndexOf(unicode ? "──" : "--"));
            assertThat(rows.lines().map(TextWidth::of)).allMatch(columns -> columns <= width);
        }
    }

    @Test
    void manyChecksAreCounted() {
        var lines =
                IntStream.range(0, 90)
                        .mapToObj(i -> SampleClass.check("g/" + i, "t", "1", ""))
                        .map(check -> SampleClass.line(check, SampleClass.PASS))
                        .toList();
        assertThat(print(SampleClass.of(report(lines)), new Style(80, false, true)))
                .contains("s      90  90✓     1.0 s");
    }

    @Test
    void differentTotalsAreWrittenOut() {
        var one =
                List.of(
                        SampleClass.line(
                                SampleClass.check("g/a", "t", "2.5", ""), SampleClass.PASS));
        String text = print(SampleClass.of(ADA, report(one)), new Style(100, false, true));
        assertThat(text).contains("100.0/100", "2.5/2.5");
    }

    @Test
    void aScoreIsNeverRoundedUp() {
        var check = SampleClass.check("g/a", "t", "100", "");
        var lines = List.of(SampleClass.line(check, SampleClass.partial("0.599999")));
        assertThat(print(SampleClass.of(report(lines)), new Style(80, false, true)))
                .contains("\ns    59.99  ");
    }

    @Test
    void coloursAreOnlyForThoseWhoAsk() {
        assertThat(print(SampleClass.report(), new Style(100, false, true)))
                .doesNotContain("\u001b");
        assertThat(print(SampleClass.report(), new Style(100, true, true)))
                .contains("\u001b[32m✓\u001b[0m", "\u001b[35m—\u001b[0m");
    }

    @Test
    void aHostileNameNeitherSteersTheTerminalNorBreaksTheTable() {
        var tricks =
                SampleClass.all(
                        "tricks",
                        "\u001b[2J\n" + "\u0301".repeat(500) + "\u202e\r",
                        SampleClass.failed(Reason.RAISED, SampleClass.HOSTILE),
                        1);
        String text = print(SampleClass.of(tricks), new Style(100, false, true));
        assertThat(text.chars()).allMatch(c -> c == '\n' || !Character.isISOControl(c));
        assertThat(text).doesNotContain("\u202e").contains("␛[2J␊");
        assertThat(text.lines().map(String::length)).allMatch(length -> length < 200);
    }

    @Test
    void anEmptyClassHasNoTable() {
        assertThat(print(SampleClass.of(), new Style(80, false, true)))
                .isEqualTo(
                        """
                        Homework 1: backpropagation by hand

                        0 submissions; 12m34s
                        Results: OUT
                        """);
    }

    private static SubmissionReport report(List<Line> lines) {
        return SampleClass.report(
                SampleClass.submission("s", List.of(), SampleClass.files()),
                lines,
                List.of(),
                1_000);
    }

    private static String print(ClassReport report, Style style) {
        var text = new StringWriter();
        new ClassTable(style).print(report, Path.of("OUT"), new PrintWriter(text));
        return text.toString();
    }
}
