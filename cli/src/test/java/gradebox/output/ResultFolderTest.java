package gradebox.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.grading.Check;
import gradebox.grading.LeaderboardEntry;
import gradebox.grading.Line;
import gradebox.grading.Measurement;
import gradebox.grading.Outcome;
import gradebox.grading.Person;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import gradebox.grading.Threshold.Direction;
import gradebox.grading.Visibility;
import gradebox.steps.Steps;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultFolderTest {

    private final GradescopeResult gradescope = new GradescopeResult(new GradescopeSchema());

    @TempDir private Path out;

    @Test
    void everyReportComesBackAsItWas() throws IOException {
        var store = new ResultFolder(out, gradescope, Steps.UNMARKED);
        for (SubmissionReport report : SampleClass.report().reports()) {
            store.save(report);
            if (report.score().isPresent()) {
                assertThat(store.find(report.submission().id(), "k1")).contains(report);
            }
        }
    }

    @Property(tries = 200)
    void everyPartOfAReportSurvivesWhateverItSays(@ForAll("anything") String text)
            throws IOException {
        for (SubmissionReport report : reports(text)) {
            byte[] json = ReportJson.write(report);
            assertThat(new String(json, StandardCharsets.UTF_8).chars())
                    .allMatch(c -> c == '\n' || (c >= ' ' && c < '\u007f'));
            assertThat(ReportJson.read(json)).isEqualTo(report);
        }
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all(),
                Arbitraries.strings().withCharRange('\ud800', '\udfff'),
                Arbitraries.strings().withCharRange('\0', '\u009f'),
                Arbitraries.just(SampleClass.HOSTILE));
    }

    @Test
    void bothFilesOfASubmissionAreThere() throws IOException {
        new ResultFolder(out, gradescope, Steps.UNMARKED).save(ada());
        assertThat(out.resolve("submissions/ada/results.json"))
                .hasBinaryContent(gradescope.of(ada()));
        assertThat(out.resolve("submissions/ada/report.json")).isNotEmptyFile();
    }

    @Test
    void aClassIsKeptAsCsvAndJson() throws IOException {
        new ResultFolder(out, gradescope, Steps.UNMARKED).save(SampleClass.report());
        assertThat(out.resolve("grades.csv")).hasBinaryContent(GradesCsv.of(SampleClass.report()));
        assertThat(out.resolve("class.json")).hasBinaryContent(ClassJson.of(SampleClass.report()));
    }

    @Test
    void whatAKilledProgramLeftUnfinishedIsClearedAwayAndNothingElse() throws IOException {
        var store = new ResultFolder(out, gradescope, Steps.UNMARKED);
        store.save(ada());
        store.save(SampleClass.report());
        var drafts =
                List.of(
                        out.resolve(".class.json.17.tmp"),
                        out.resolve("submissions/ada/.report.json.4.tmp"),
                        out.resolve("submissions/ada/.results.json.4.tmp"));
        for (var draft : drafts) {
            Files.writeString(draft, "{");
        }
        var other = Files.writeString(out.resolve("submissions/ada/.mine.tmp"), "");

        store.recover();

        assertThat(drafts).noneMatch(Files::exists);
        assertThat(other).exists();
        assertThat(store.find("ada", "k1")).isPresent();
        assertThat(out.resolve("class.json")).exists();
    }

    @Test
    void theFloorIsTold() {
        var disk = new DiskRoom(out, Long.MAX_VALUE);

        assertThatThrownBy(disk::check)
                .isInstanceOf(DiskFullException.class)
                .hasMessageContaining("MiB are needed to go on: make room there");
        assertThat(new DiskRoom(out, 0).explain(new IOException("odd"))).hasMessage("odd");
        assertThat(new DiskRoom(out, 0).explain(new IOException("No space left on device")))
                .isInstanceOf(DiskFullException.class);
    }

    @Test
    void anotherKeyFindsNothing() throws IOException {
        var store = new ResultFolder(out, gradescope, Steps.UNMARKED);
        store.save(ada());
        assertThat(store.find("ada", "k1")).isPresent();
        assertThat(store.find("ada", "k2")).isEmpty();
        assertThat(store.find("alan", "k1")).isEmpty();
    }

    @Test
    void aReportOfAnotherSubmissionIsNotFound() throws IOException {
        var store = new ResultFolder(out, gradescope, Steps.UNMARKED);
        store.save(ada());
        Files.move(out.resolve("submissions/ada"), out.resolve("submissions/alan"));
        assertThat(store.find("alan", "k1")).isEmpty();
    }

    @Test
    void aReportWithoutAScoreIsGradedAgain() throws IOException {
        var store = new ResultFolder(out, gradescope, Steps.UNMARKED);
        store.save(SampleClass.errored("unlucky", "Una"));
        assertThat(out.resolve("submissions/unlucky/results.json")).exists();
        assertThat(store.find("unlucky", "k1")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "{\"lines\": []}", "{\"submission\": nul"})
    void aBrokenRecordIsGradedAgain(String record) throws IOException {
        var store = new ResultFolder(out, gradescope, Steps.UNMARKED);
        store.save(ada());
        Files.writeString(out.resolve("submissions/ada/report.json"), record);
        assertThat(store.find("ada", "k1")).isEmpty();
    }

    @Test
    void aRecordWithAnUnknownFieldIsGradedAgain() throws IOException {
        var store = new ResultFolder(out, gradescope, Steps.UNMARKED);
        store.save(ada());
        Path record = out.resolve("submissions/ada/report.json");
        Files.writeString(
                record, Files.readString(record).replace("\"notes\"", "\"x\" : 1, \"notes\""));
        assertThat(store.find("ada", "k1")).isEmpty();
    }

    @Test
    void aReportThatCannotBeTrueLeavesNoFile() {
        var good = ada();
        var lines = new ArrayList<>(good.lines());
        var first = lines.getFirst();
        lines.set(
                0,
                new Line(
                        first.check(),
                        first.outcome(),
                        new BigDecimal("99"),
                        first.time(),
                        List.of()));
        var bad = SampleClass.report(good.submission(), lines, List.of(), 1);
        assertThatThrownBy(() -> new ResultFolder(out, gradescope, Steps.UNMARKED).save(bad))
                .isInstanceOf(IllegalStateException.class);
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void manyThreadsSaveAtOnce() throws Exception {
        var store = new ResultFolder(out, gradescope, Steps.UNMARKED);
        var barrier = new CyclicBarrier(8);
        try (var threads = Executors.newFixedThreadPool(8)) {
            var saved = new ArrayList<Future<SubmissionReport>>();
            for (int i = 0; i < 8; i++) {
                var report = SampleClass.graded("s" + i, "S", 0.98, 1.0, SampleClass.PASS);
                saved.add(
                        threads.submit(
                                () -> {
                                    barrier.await();
                                    store.save(report);
                                    return report;
                                }));
            }
            for (var report : saved) {
                assertThat(store.find(report.get().submission().id(), "k1")).contains(report.get());
            }
        }
    }

    private static SubmissionReport ada() {
        return SampleClass.graded("ada", "Ada", 0.98, 1.0, SampleClass.PASS);
    }

    private static List<SubmissionReport> reports(String text) {
        return List.of(
                report(
                        text,
                        new Submission.Contents.Files(
                                Path.of("/staging/a b"), List.of(text), List.of(text), text)),
                report(text, new Submission.Contents.Unreadable(text)),
                report(text, new Submission.Contents.Absent()));
    }

    private static SubmissionReport report(String text, Submission.Contents contents) {
        var check =
                new Check(
                        text,
                        text,
                        new BigDecimal("2.500"),
                        text,
                        Visibility.AFTER_DUE_DATE,
                        List.of(text),
                        List.of(text, text));
        var lines = new ArrayList<Line>();
        for (Outcome outcome : outcomes(text)) {
            lines.add(
                    new Line(
                            check,
                            outcome,
                            new BigDecimal("1E+2"),
                            Duration.ofSeconds(61, 1),
                            List.of(text)));
        }
        return new SubmissionReport(
                new Submission(
                        "id",
                        text,
                        List.of(new Person(text, text, text)),
                        Instant.parse("2026-02-03T04:05:06.789012345Z"),
                        text,
                        contents),
                lines,
                List.of(
                        new Measurement(
                                text,
                                Double.NaN,
                                List.of(0.1, -0.0, Double.MIN_VALUE, Double.NEGATIVE_INFINITY),
                                List.of(Long.MAX_VALUE))),
                List.of(new LeaderboardEntry(text, text, Direction.LOWER)),
                List.of(text),
                text,
                Duration.ofNanos(Long.MAX_VALUE),
                Map.of("key", text));
    }

    private static List<Outcome> outcomes(String text) {
        var outcomes = new ArrayList<Outcome>();
        outcomes.add(new Outcome.Passed(text));
        outcomes.add(new Outcome.Partial(new BigDecimal("0.70"), text));
        for (Outcome.Reason reason : Outcome.Reason.values()) {
            outcomes.add(new Outcome.Failed(reason, text));
        }
        outcomes.add(new Outcome.Skipped(text));
        outcomes.add(new Outcome.MissingPackage(text));
        for (Outcome.Fault fault : Outcome.Fault.values()) {
            outcomes.add(new Outcome.Errored(fault, text));
        }
        return outcomes;
    }
}
