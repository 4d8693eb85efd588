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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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

    /**
     * Read one submission's record, of a run that may still be under way.
     *
     * @throws IOException naming what there is, if there is none of that id
     */
    public static SubmissionReport submission(Path folder, String id) throws IOException {
        var ids = ids(folder);
        if (!ids.contains(id)) {
            throw new IOException(
                    "%s has no submission %s; its grades.csv lists the ids (%s%s)"
                            .formatted(
                                    folder,
                                    SafeText.line(id, 100),
                                    ids.stream().limit(5).collect(Collectors.joining(", ")),
                                    ids.size() > 5 ? ", …" : ""));
        }
        return record(folder, id);
    }

    private static Set<String> ids(Path folder) throws IOException {
        var ids = new TreeSet<String>();
        try (var all = Files.newDirectoryStream(folder.resolve("submissions"))) {
            all.forEach(one -> ids.add(one.getFileName().toString()));
            return ids;
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new IOException(
                    "%s holds no graded submission: name the folder that gradebox grade -o wrote"
                            .formatted(folder),
                    e);
        }
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
            throw unreadable(file, e);
        }
    }

    private static IOException unreadable(Path file, IOException e) {
        return new IOException(
                "%s cannot be read (%s): run the same gradebox grade again"
                        .formatted(file, SafeText.line(String.valueOf(e.getMessage()), 200)),
                e);
    }

    private static SubmissionReport report(Path folder, JsonNode entry) throws IOException {
        var id = entry.path("id").asText();
        var report = record(folder, id);
        if (!isOf(report, entry)) {
            throw new IOException(
                    "%s is not the result that class.json tells of, a later run did not end: run the same gradebox grade again"
                            .formatted(file(folder, id)));
        }
        return report;
    }

    private static SubmissionReport record(Path folder, String id) throws IOException {
        var file = file(folder, id);
        if (!file.startsWith(folder.resolve("submissions").normalize())) {
            throw new IOException(
                    "%s names a submission that is none: %s"
                            .formatted(folder, SafeText.line(id, 100)));
        }
        try {
            return ReportJson.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Path file(Path folder, String id) {
        return folder.resolve("submissions").resolve(id).resolve("report.json").normalize();
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
