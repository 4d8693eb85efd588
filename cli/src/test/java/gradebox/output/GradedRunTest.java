package gradebox.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.grading.ClassReport;
import gradebox.grading.Person;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import gradebox.steps.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradedRunTest {
    private final SubmissionReport ada =
            SampleClass.graded("ada", "Ada", 0.98, 1.0, SampleClass.PASS);

    @TempDir private Path out;
    private ResultFolder store;

    @BeforeEach
    void makeStore() {
        store = new ResultFolder(out, new GradescopeResult(new GradescopeSchema()), Steps.UNMARKED);
    }

    private static ClassReport run(SubmissionReport... reports) {
        return SampleClass.of(reports);
    }

    private SubmissionReport of(Submission submission) {
        return new SubmissionReport(
                submission,
                ada.lines(),
                ada.measurements(),
                ada.leaderboard(),
                ada.notes(),
                ada.log(),
                ada.time(),
                ada.provenance());
    }

    @Test
    void aRunComesBackAsItWas() throws IOException {
        var whole = SampleClass.report();
        for (var report : whole.reports()) {
            store.save(report);
        }
        store.save(whole.stoppedBefore(List.of("zoe")));
        var read = GradedRun.read(out);

        assertThat(read.title()).isEqualTo(whole.title());
        assertThat(read.left()).containsExactly("zoe");
        assertThat(read.reports())
                .filteredOn(report -> !report.submission().id().equals("tricks"))
                .containsExactlyElementsOf(
                        whole.reports().stream()
                                .filter(report -> !report.submission().id().equals("tricks"))
                                .toList());
    }

    @Test
    void whoseAReusedResultIsTheLastRunKnows() throws IOException {
        store.save(ada);
        var files = (Submission.Contents.Files) SampleClass.files();
        var wrapped =
                new Submission.Contents.Files(
                        files.root(),
                        files.files(),
                        files.dropped(),
                        files.digest(),
                        "cd".repeat(32));
        var known =
                new Submission(
                        "ada",
                        "export/ada",
                        List.of(new Person("Ada", "ada@x.edu", "0042")),
                        Instant.parse("2026-11-20T10:00:00Z"),
                        "501",
                        wrapped);
        store.save(run(of(known)));

        assertThat(GradedRun.read(out).reports()).extracting("submission").containsExactly(known);
    }

    @Test
    void aRecordThatIsNotTheClasssIsRefused() throws IOException {
        store.save(run(ada));
        store.save(SampleClass.graded("ada", "Ada", 0.5, 1.0, SampleClass.PASS));

        assertThatThrownBy(() -> GradedRun.read(out))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("report.json is not the result that class.json tells of");
        store.save(ada);
        assertThat(GradedRun.read(out).reports()).hasSize(1);
        var summary = out.resolve("class.json");
        Files.writeString(summary, Files.readString(summary).replace("\"k1\"", "\"k2\""));
        assertThatThrownBy(() -> GradedRun.read(out)).hasMessageContaining("report.json is not");
    }

    @Test
    void aRecordOfBeforeUploadsWereToldApartIsReadable() throws IOException {
        store.save(ada);
        store.save(run(ada));
        var files = (Submission.Contents.Files) SampleClass.files();
        for (var name : List.of("class.json", "submissions/ada/report.json")) {
            var text = Files.readString(out.resolve(name));
            var old = text.replaceAll(",\\s*\"uploaded\" : \"[0-9a-f]*\"", "");
            assertThat(old).isNotEqualTo(text);
            Files.writeString(out.resolve(name), old);
        }

        assertThat(GradedRun.read(out).reports().getFirst().submission().contents())
                .isEqualTo(files)
                .extracting("uploaded")
                .isEqualTo(files.digest());
    }
}
