package gradebox.output;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.grading.ClassReport;
import gradebox.grading.SubmissionReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Read a finished run back from the folder that {@link ResultFolder} keeps it in. */
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
        for (var submission : summary.path("submissions")) {
            var id = submission.path("id").asText();
            reports.add(report(folder, id));
        }
        reports.sort(Comparator.comparing(report -> report.submission().id()));
        return new ClassReport(
                summary.path("assignment").asText(),
                summary.path("title").asText(),
                Instant.EPOCH,
                Duration.ZERO,
                List.copyOf(reports));
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
        return report(folder, id);
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
            throw new IOException(
                    "%s cannot be read (%s): run the same gradebox grade again"
                            .formatted(file, SafeText.line(String.valueOf(e.getMessage()), 200)),
                    e);
        }
    }

    private static SubmissionReport report(Path folder, String id) throws IOException {
        var all = folder.resolve("submissions");
        var file = all.resolve(id).resolve("report.json").normalize();
        if (!file.startsWith(all.normalize())) {
            throw new IOException(
                    "%s names a submission that is none: %s"
                            .formatted(folder, SafeText.line(id, 100)));
        }
        try {
            return ReportJson.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IOException(
                    "%s cannot be read (%s): run the same gradebox grade again"
                            .formatted(file, SafeText.line(String.valueOf(e.getMessage()), 200)),
                    e);
        }
    }
}
