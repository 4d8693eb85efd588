package gradebox.output;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.grading.ClassReport;
import gradebox.grading.Person;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Read a finished run back from the folder that {@link ResultFolder} keeps it in. Whose a
 * submission is, and how it was handed in, stands in {@code class.json}: a result that was not made
 * anew keeps the record of the run that made it, and a roster, say, may have come later.
 */
public final class GradedRun {
    private GradedRun() {}

    /**
     * Read a run.
     *
     * @throws IOException naming the file, and what to do, if the folder is not a finished run's or
     *     a record in it cannot be read
     */
    public static ClassReport read(Path folder) throws IOException {
        var summary = summary(folder.resolve("class.json"));
        var reports = new ArrayList<SubmissionReport>();
        for (var entry : summary.path("submissions")) {
            reports.add(told(report(folder, entry), entry));
        }
        reports.sort(Comparator.comparing(report -> report.submission().id()));
        var left = new ArrayList<String>();
        summary.path("left").forEach(id -> left.add(id.asText()));
        return new ClassReport(
                        summary.path("assignment").asText(),
                        summary.path("title").asText(),
                        Instant.EPOCH,
                        Duration.ZERO,
                        List.copyOf(reports))
                .stoppedBefore(left);
    }

    private static JsonNode summary(Path file) throws IOException {
        try {
            return Json.read(Files.readAllBytes(file));
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new IOException(
                    "%s is not there: name the folder that gradebox grade -o wrote, once it is done"
                            .formatted(file),
                    e);
        } catch (IOException e) {
            throw new IOException(
                    "%s cannot be read (%s): run the same gradebox grade again"
                            .formatted(file, SafeText.line(String.valueOf(e.getMessage()), 200)),
                    e);
        }
    }

    private static SubmissionReport report(Path folder, JsonNode entry) throws IOException {
        var id = entry.path("id").asText();
        var all = folder.resolve("submissions");
        var file = all.resolve(id).resolve("report.json").normalize();
        if (!file.startsWith(all.normalize())) {
            throw new IOException(
                    "%s names a submission that is none: %s"
                            .formatted(folder, SafeText.line(id, 100)));
        }
        try {
            var report = ReportJson.read(Files.readAllBytes(file));
            if (isOf(report, entry)) {
                return report;
            }
        } catch (IOException e) {
            throw new IOException(
                    "%s cannot be read (%s): run the same gradebox grade again"
                            .formatted(file, SafeText.line(String.valueOf(e.getMessage()), 200)),
                    e);
        }
        throw new IOException(
                "%s is not the result that class.json tells of, a later run did not end: run the same gradebox grade again"
                        .formatted(file));
    }

    private static boolean isOf(SubmissionReport report, JsonNode entry) {
        var key = report.provenance().getOrDefault("key", "");
        var score = entry.path("score");
        var told =
                score.isNumber() ? Optional.of(score.decimalValue()) : Optional.<BigDecimal>empty();
        return entry.path("id").asText().equals(report.submission().id())
                && entry.path("provenance").path("key").asText().equals(SafeText.line(key))
                && told.map(Points::plain).equals(report.score().map(Points::plain));
    }

    /** Return a record with what the class's last run knew of the submission. */
    private static SubmissionReport told(SubmissionReport report, JsonNode entry) {
        var people = new ArrayList<Person>();
        for (var person : entry.path("submitters")) {
            people.add(
                    new Person(
                            person.path("name").asText(),
                            person.path("email").asText(),
                            person.path("sid").asText()));
        }
        var at = entry.path("submitted_at");
        var recorded = report.submission();
        var submission =
                new Submission(
                        recorded.id(),
                        entry.path("source").asText(),
                        people,
                        at.isTextual() ? Instant.parse(at.asText()) : null,
                        entry.path("platform_id").asText(),
                        contents(recorded.contents(), entry.path("uploaded")),
                        recorded.late());
        return new SubmissionReport(
                submission,
                report.lines(),
                report.measurements(),
                report.leaderboard(),
                report.notes(),
                report.log(),
                report.time(),
                report.provenance());
    }

    private static Submission.Contents contents(Submission.Contents recorded, JsonNode uploaded) {
        return recorded instanceof Submission.Contents.Files files && uploaded.isTextual()
                ? new Submission.Contents.Files(
                        files.root(),
                        files.files(),
                        files.dropped(),
                        files.digest(),
                        uploaded.asText())
                : recorded;
    }
}
