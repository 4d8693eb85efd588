package gradebox.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Say where on this machine a run read what it graded: for staff who come back to it, in a file of
 * its own, since {@code class.json} is handed on to others.
 *
 * @param assignment the assignment's folder, absolute
 * @param sources what was handed in, absolute, in order
 * @param attempts which of several counted, as {@code --attempts} takes it
 * @param rootSeed a file, absolute, or {@code published}; null for the staff's own
 */
public record RunOrigin(
        Path assignment, List<Path> sources, String attempts, @Nullable String rootSeed) {
    private static final String FILE = "origin.json";

    public RunOrigin {
        sources = List.copyOf(sources);
    }

    /** Write it into a run's folder, in place of what an earlier run there has written. */
    public void write(Path run) throws IOException {
        var file = run.resolve(FILE);
        AtomicFile.deleteDrafts(file);
        AtomicFile.write(file, json());
    }

    private byte[] json() {
        var json = Json.object().put("assignment", assignment.toString());
        var paths = json.putArray("submissions");
        sources.forEach(source -> paths.add(source.toString()));
        json.put("attempts", attempts).put("root_seed", rootSeed);
        // A name may hold anything; no byte of the file steers a terminal.
        var text = new StringBuilder();
        new String(Json.write(json), StandardCharsets.UTF_8)
                .chars()
                .forEach(c -> append(text, (char) c));
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void append(StringBuilder text, char c) {
        if (c < 0x7f) {
            text.append(c);
        } else {
            text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
    }

    /**
     * Read it; empty where the run was made by a gradebox that wrote none.
     *
     * @throws IOException if it cannot be read
     */
    public static Optional<RunOrigin> read(Path run) throws IOException {
        var file = run.resolve(FILE);
        try {
            return Optional.of(read(Json.read(Files.readAllBytes(file))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | InvalidPathException e) {
            throw new IOException(
                    "%s cannot be read (%s): name what it told by --assignment and --from"
                            .formatted(file, SafeText.line(String.valueOf(e.getMessage()), 200)),
                    e);
        }
    }

    private static RunOrigin read(JsonNode json) throws IOException {
        if (!json.path("assignment").isTextual() || !json.path("submissions").isArray()) {
            throw new IOException("it does not say where the assignment and submissions lay");
        }
        var sources = new ArrayList<Path>();
        json.path("submissions").forEach(source -> sources.add(Path.of(source.asText())));
        return new RunOrigin(
                Path.of(json.path("assignment").asText()),
                sources,
                json.path("attempts").asText("last"),
                json.path("root_seed").textValue());
    }
}
