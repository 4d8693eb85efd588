package gradebox.autograder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.output.Json;
import gradebox.output.SafeText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hold what Gradescope's {@code submission_metadata.json} tells of a submission (its documentation
 * of autograders, "Submission metadata").
 *
 * @param createdAt when it was handed in, which does not change when it is graded again
 * @param earlier what the same people handed in before, the first one first
 */
record SubmissionMetadata(Instant createdAt, List<Earlier> earlier) {

    SubmissionMetadata {
        earlier = List.copyOf(earlier);
    }

    /**
     * Hold one submission of before.
     *
     * @param failed whether the platform says that the autograder failed on it
     * @param results what the autograder wrote, which the platform gives of the last one only
     */
    record Earlier(Instant at, boolean failed, @Nullable ObjectNode results) {}

    /**
     * Read the platform's file.
     *
     * @throws IOException naming the file, and what it lacks
     */
    static SubmissionMetadata read(Path file) throws IOException {
        JsonNode all = parse(file);
        var createdAt = time(file, "created_at", all.path("created_at"));
        var earlier = new ArrayList<Earlier>();
        for (var one : all.path("previous_submissions")) {
            var at =
                    time(file, "previous_submissions.submission_time", one.path("submission_time"));
            if (at.isBefore(createdAt)) {
                var results = one.path("results") instanceof ObjectNode there ? there : null;
                earlier.add(new Earlier(at, one.path("autograder_error").asBoolean(), results));
            }
        }
        earlier.sort(Comparator.comparing(Earlier::at));
        return new SubmissionMetadata(createdAt, earlier);
    }

    private static JsonNode parse(Path file) throws IOException {
        try {
            return Json.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IOException(
                    "%s cannot be read as JSON: %s"
                            .formatted(file, SafeText.line(String.valueOf(e.getMessage()), 200)),
                    e);
        }
    }

    private static Instant time(Path file, String name, JsonNode value) throws IOException {
        try {
            return OffsetDateTime.parse(value.asText()).toInstant();
        } catch (DateTimeParseException e) {
            throw new IOException(
                    "%s: %s is no time: %s"
                            .formatted(file, name, SafeText.line(value.toString(), 60)),
                    e);
        }
    }
}
