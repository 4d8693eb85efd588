package gradebox.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.grading.Check;
import gradebox.grading.ClassReport;
import gradebox.grading.LeaderboardEntry;
import gradebox.grading.Line;
import gradebox.grading.Outcome;
import gradebox.grading.Person;
import gradebox.grading.Submission;
import gradebox.grading.Submission.Contents;
import gradebox.grading.SubmissionReport;
import gradebox.grading.Threshold.Direction;
import gradebox.grading.Visibility;
import gradebox.output.GradescopeResult;
import gradebox.output.GradescopeSchema;
import gradebox.output.Json;
import gradebox.output.ResultFolder;
import gradebox.sandbox.archive.ArchiveLimits;
import gradebox.sandbox.archive.ArchiveRefusedException;
import gradebox.sandbox.archive.FolderCopier;
import gradebox.steps.Steps;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** Keeps a run's results, and lays out a folder as Gradescope's container has it. */
final class ReplayBench {
    static final String ADA = "ada@x.edu";
    static final String LI = "li@x.edu";

    /** What the run is of, unless a test wants other files. */
    static final String CODE = "def half(x): return x / 2\n";

    static final String CHANGED = CODE + "# better\n";

    private final GradescopeSchema schema = new GradescopeSchema();
    private final Path work;

    ReplayBench(Path work) {
        this.work = work;
    }

    /** What the autograder's run came to: a result, or none. */
    record Shown(int code, String said, Optional<byte[]> bytes) {
        JsonNode result() throws IOException {
            return Json.read(bytes.orElseThrow(() -> new AssertionError(said)));
        }

        String text() throws IOException {
            return result().path("output").asText();
        }
    }

    Path run() {
        return work.resolve("run");
    }

    Path autograder() {
        return work.resolve("autograder");
    }

    static Submission submission(String id, @Nullable Instant at, Contents contents, String... by) {
        var people = Arrays.stream(by).map(email -> new Person("N. N.", email, "")).toList();
        return new Submission(id, "class/" + id, people, at, "", contents);
    }

    /** Return a submission of one file. */
    Submission submission(String id, String... by) throws IOException {
        return submission(id, null, files(CODE), by);
    }

    Contents files(String code) throws IOException {
        var copies = Files.createTempDirectory(work, "copies");
        var from = Files.createDirectory(copies.resolve("from"));
        Files.writeString(from.resolve("solution.py"), code);
        try {
            var copy =
                    new FolderCopier(ArchiveLimits.ofSubmission(1 << 20))
                            .copyFolder(from, copies.resolve("to"));
            return new Contents.Files(copy.root(), copy.paths(), List.of(), copy.digest());
        } catch (ArchiveRefusedException e) {
            throw new IOException(e);
        }
    }

    /** Return a report; without a fraction it has no score. */
    static SubmissionReport report(Submission submission, @Nullable String fraction) {
        var check = check("unit/sum", Visibility.VISIBLE);
        var hidden = check("unit/hidden", Visibility.AFTER_DUE_DATE);
        var outcome =
                fraction == null
                        ? new Outcome.Errored(Outcome.Fault.MACHINE, "the engine left")
                        : new Outcome.Partial(new BigDecimal(fraction), "so much of it");
        var score = BigDecimal.TEN.multiply(new BigDecimal(fraction == null ? "0" : fraction));
        return new SubmissionReport(
                submission,
                List.of(
                        new Line(check, outcome, score, Duration.ZERO, List.of()),
                        new Line(
                                hidden,
                                new Outcome.Passed(),
                                BigDecimal.TEN,
                                Duration.ZERO,
                                List.of())),
                List.of(),
                List.of(new LeaderboardEntry("accuracy", "0.97", Direction.HIGHER)),
                List.of(),
                "",
                Duration.ZERO,
                Map.of("key", "k of " + submission.id()));
    }

    private static Check check(String id, Visibility visibility) {
        return new Check(id, id, BigDecimal.TEN, "1", visibility, List.of(), List.of());
    }

    /** Keep a run of these. */
    void keep(SubmissionReport... reports) throws IOException {
        var store = new ResultFolder(run(), new GradescopeResult(schema), Steps.UNMARKED);
        for (var report : reports) {
            store.save(report);
        }
        store.save(of(reports));
    }

    static ClassReport of(SubmissionReport... reports) {
        return new ClassReport("hw1", "Homework 1", Instant.EPOCH, Duration.ZERO, List.of(reports));
    }

    byte[] kept(String id) throws IOException {
        return Files.readAllBytes(run().resolve("submissions/" + id + "/results.json"));
    }

    /** Keep a run, and put its autograder in place. */
    Replayed publish(SubmissionReport... reports) throws Exception {
        keep(reports);
        return install();
    }

    Replayed install() throws Exception {
        var replayed = Replay.of(run());
        var source = autograder().resolve("source");
        var file = work.resolve("replay.zip");
        replayed.write(file);
        try (var zip = new ZipInputStream(Files.newInputStream(file))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var unpacked = source.resolve(entry.getName());
                Files.createDirectories(unpacked.getParent());
                Files.write(unpacked, zip.readAllBytes());
            }
        }
        return replayed;
    }

    /** Run the autograder on a submission of one file. */
    Shown show(String metadata, String code) throws Exception {
        var submission = Files.createDirectories(autograder().resolve("submission"));
        Files.writeString(submission.resolve("solution.py"), code);
        Files.writeString(autograder().resolve("submission_metadata.json"), metadata);
        return show();
    }

    Shown show() throws Exception {
        var results = Files.createDirectories(autograder().resolve("results"));
        var program = autograder().resolve("source/replay.py");
        var ended = Python.run(work, program.toString(), autograder().toString());
        var file = results.resolve("results.json");
        Optional<byte[]> bytes =
                Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        if (bytes.isPresent()) {
            assertThat(schema.validate(Json.read(bytes.get()))).isEmpty();
            assertThat(bytes.get()).isNotEmpty().endsWith((byte) '\n');
        }
        try (var files = Files.list(results)) {
            assertThat(files.toList()).hasSize(bytes.isPresent() ? 1 : 0);
        }
        return new Shown(ended.code(), ended.out(), bytes);
    }

    /** Return what Gradescope says of a submission. */
    static String metadata(long id, String previous, String... by) {
        var users =
                Arrays.stream(by)
                        .map("{\"id\": 7, \"name\": \"N. N.\", \"email\": \"%s\"}"::formatted)
                        .toList();
        return """
                {"id": %d, "created_at": "2026-11-20T10:00:00.000000-08:00",
                 "submission_method": "upload", "users": %s, "previous_submissions": [%s],
                 "assignment": {"id": 1, "course_id": 2, "title": "HW", "total_points": "20.0",
                 "due_date": "2026-11-21T10:00:00.000000-08:00", "late_due_date": null,
                 "release_date": "2026-11-01T10:00:00.000000-08:00", "group_size": null,
                 "group_submission": true}}
                """
                .formatted(id, users, previous);
    }

    /** Return what Gradescope says of the submission before. */
    static String previous(byte[] results) {
        return """
                {"submission_time": "2026-11-19T10:00:00.000000-08:00", "score": "1.0",
                 "autograder_error": false, "results": %s}"""
                .formatted(new String(results, StandardCharsets.UTF_8));
    }

    /** Demand that a run's result is shown as it is. */
    void isShown(Shown shown, String id) throws Exception {
        assertThat(shown.code()).as(shown.said()).isZero();
        assertThat(shown.bytes().orElseThrow()).isEqualTo(kept(id));
    }

    /** Demand a note that says why it waits. */
    static void waits(Shown shown, String why) throws Exception {
        assertThat(shown.code()).as(shown.said()).isZero();
        assertThat(shown.text()).startsWith("This submission waits to be graded. " + why);
    }

    /** Demand that what is shown is no score. */
    static void showsNoScore(Shown shown) throws Exception {
        var status = shown.result().path("extra_data").path("gradebox").path("status");
        assertThat(status.asText()).isEqualTo("no-score");
        assertThat(shown.result().path("tests"))
                .hasSize(2)
                .allMatch(test -> !test.has("score"))
                .extracting(test -> test.path("visibility").asText())
                .containsExactly("visible", "hidden");
        assertThat(shown.result().path("visibility").asText()).isEqualTo("hidden");
    }

    /** Publish a run of one submission, with half of its points. */
    void publishAda() throws Exception {
        publish(report(submission("submission_501", ADA), "0.5"));
    }
}
