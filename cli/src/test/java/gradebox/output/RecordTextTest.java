package gradebox.output;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.grading.Line;
import gradebox.grading.Measurement;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Reason;
import gradebox.grading.SubmissionReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RecordTextTest {
    private static final Outcome RAISED =
            SampleClass.failed(
                    Reason.RAISED, "relu(…) raised ValueError: no\n\nsolution.py, line 3");

    private static String print(boolean unicode, Consumer<RecordText> what) {
        var text = new StringWriter();
        what.accept(new RecordText(new Style(60, false, unicode), new PrintWriter(text)));
        return text.toString();
    }

    private static SubmissionReport report(Outcome outcome, String log, double figure) {
        var measured = new Measurement("layers/loss", figure, List.of(figure), List.of(7L));
        var other = new Measurement("accuracy/glyphs", 0.5, List.of(0.5), List.of(7L));
        return new SubmissionReport(
                SampleClass.submission("ada", List.of(), SampleClass.files()),
                List.of(
                        SampleClass.line(
                                SampleClass.check("layers/relu", "ReLU", "5", "1"), outcome),
                        SampleClass.line(
                                SampleClass.check("network/gradient", "Gradient", "20", "2"),
                                SampleClass.PASS)),
                List.of(measured, other),
                List.of(),
                List.of("graded in the student's own process"),
                log,
                Duration.ofSeconds(1),
                Map.of());
    }

    private static Line first(SubmissionReport report) {
        return report.lines().getFirst();
    }

    @Test
    void aSubmissionsLinesAreOneEach() {
        assertThat(print(true, text -> text.print(report(RAISED, "", 0.25))))
                .isEqualTo(
                        """
                        ada  20 of 25 points  ada.zip
                          layers/relu       failed (raised), 0 of 5 points: relu(…)…
                          network/gradient  passed, 20 of 20 points
                        """);
    }

    @Test
    void aCheckIsToldWhole() {
        var report = report(RAISED, "hello\nfrom a student\n", 0.25);

        assertThat(print(true, text -> text.print("Recorded", report, first(report))))
                .isEqualTo(
                        """
                        Recorded: layers/relu (ReLU)
                          failed (raised), 0 of 5 points, in 0.3 s
                            relu(…) raised ValueError: no

                            solution.py, line 3
                          layers/loss 0.25 (runs 0.25; seeds 7)
                          note: graded in the student's own process
                          What its processes wrote:
                            hello
                            from a student
                        """
                                .replace("\n\n", "\n    \n"));
    }

    @Test
    void whatAStudentWroteSteersNoTerminal() {
        var hostile = SampleClass.failed(Reason.RAISED, SampleClass.HOSTILE);
        var report = report(hostile, SampleClass.HOSTILE + "\n\033[6n", 0.25);

        for (boolean unicode : new boolean[] {true, false}) {
            var text =
                    print(
                            unicode,
                            printer -> {
                                printer.print(report);
                                printer.print("Recorded", report, first(report));
                            });
            assertThat(text).doesNotContain("\033", "\007", "\u0085", "\u202e", "\r");
            assertThat(unicode || text.matches("[\\x20-\\x7e\\n]*")).isTrue();
        }
    }

    @Test
    void saysWhetherACheckEndedAsItIsRecorded() {
        var recorded = report(RAISED, "", 0.25);

        assertThat(compared(recorded, report(RAISED, "other", 0.25))).isEqualTo("As recorded\n");
        assertThat(compared(recorded, report(SampleClass.PASS, "", 0.25)))
                .isEqualTo(
                        "Not as recorded: it was failed (raised), 0 of 5 points, and is now passed, 5 of 5 points\n");
        assertThat(compared(recorded, report(SampleClass.failed(Reason.WRONG, "x"), "", 0.25)))
                .startsWith("Not as recorded");
        assertThat(compared(recorded, report(RAISED, "", 0.26)))
                .isEqualTo("As recorded, but for its figures, which are above\n");
        assertThat(compared(recorded, report(SampleClass.failed(Reason.RAISED, "y"), "", 0.25)))
                .isEqualTo("As recorded, but in other words, which are above\n");
    }

    private static String compared(SubmissionReport recorded, SubmissionReport again) {
        return print(true, text -> text.compare(recorded, first(recorded), again, first(again)));
    }
}
