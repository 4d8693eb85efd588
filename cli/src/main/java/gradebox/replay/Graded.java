package gradebox.replay;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.grading.Submission.Contents;
import gradebox.grading.SubmissionReport;
import gradebox.output.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Hold one submission's record and, if it has a score, what Gradescope is to show.
 *
 * @param results its {@code results.json}; empty where the submission is to be graded again
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Graded(SubmissionReport report, Optional<byte[]> results) {

    /**
     * Read one.
     *
     * @throws IOException naming the file, and what to do, if it is not the record's
     */
    static Graded read(Path run, SubmissionReport report) throws IOException {
        if (report.score().isEmpty()) {
            return new Graded(report, Optional.empty());
        }
        var file = run.resolve("submissions").resolve(report.submission().id());
        var results = file.resolve("results.json");
        byte[] bytes = Files.readAllBytes(results);
        if (!isOf(report, Json.read(bytes))) {
            throw new IOException(
                    results
                            + " is not what report.json tells of, a later run did not end: run the"
                            + " same gradebox grade again");
        }
        return new Graded(report, Optional.of(bytes));
    }

    private static boolean isOf(SubmissionReport report, JsonNode result) {
        var own = result.path("extra_data").path("gradebox");
        var key = report.provenance().getOrDefault("key", "");
        return own.path("submission").asText().equals(report.submission().id())
                && own.path("provenance").path("key").asText().equals(key)
                && result.path("score").isNumber()
                && report.score()
                        .filter(s -> s.compareTo(result.path("score").decimalValue()) == 0)
                        .isPresent();
    }

    String id() {
        return report.submission().id();
    }

    /**
     * Return the digest of what was handed in; empty where it could not be opened: then its id
     * alone tells it.
     */
    Optional<String> content() {
        return switch (report.submission().contents()) {
            case Contents.Files files -> Optional.of(files.uploaded());
            case Contents.Unreadable unreadable -> Optional.empty();
            case Contents.Absent absent -> Optional.empty();
        };
    }

    boolean isAbsent() {
        return report.submission().contents() instanceof Contents.Absent;
    }

    Optional<String> idKey() {
        return Keys.id(report.submission());
    }

    /** Return the key of its people, unless nothing tells their submission from a later one. */
    Optional<String> peopleKey() {
        return content().isPresent() ? Keys.people(report.submission()) : Optional.empty();
    }
}
