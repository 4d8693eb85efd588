package gradebox.autograder;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.output.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Say how a packed autograder grades.
 *
 * @param limit how many of a person's submissions are graded, if that is bounded
 * @param timeout after how long the platform ends it
 */
public record AutograderSettings(Optional<RateLimit> limit, Duration timeout) {
    static final String FILE = "autograder.json";

    /** What is kept of the platform's time for all that is not a submission's own checks. */
    private static final int RESERVED_PERCENT = 20;

    /** Return how long a submission's checks may take together. */
    Duration forChecks() {
        return timeout.minus(timeout.multipliedBy(RESERVED_PERCENT).dividedBy(100));
    }

    byte[] write() {
        var settings = Json.object().put("timeout_seconds", timeout.toSeconds());
        limit.ifPresent(rate -> settings.put("limit", rate.toString()));
        return Json.write(settings);
    }

    /**
     * Read them back.
     *
     * @param source the folder that the package was unpacked to
     */
    static AutograderSettings read(Path source) throws IOException {
        var file = source.resolve(FILE);
        try {
            JsonNode settings = Json.read(Files.readAllBytes(file));
            var limit = RateLimit.of(settings.path("limit").asText());
            long seconds = settings.path("timeout_seconds").asLong();
            if (seconds < 1 || (settings.has("limit") && limit.isEmpty())) {
                throw new IOException(file + " is damaged: make the package again");
            }
            return new AutograderSettings(limit, Duration.ofSeconds(seconds));
        } catch (NoSuchFileException e) {
            throw new IOException(
                    file + " is not there: name the folder that gradebox package's zip lies in", e);
        }
    }
}
