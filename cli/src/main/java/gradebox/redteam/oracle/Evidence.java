package gradebox.redteam.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hold everything that the rules look at once an attack has been graded.
 *
 * @param folders where the run took place
 * @param expected what was expected of it
 * @param traces what was seen of the process
 * @param canaries what it may not give away
 * @param remains what the engine still has of that process: sandboxes by name
 * @param outside the digest of every file that it had no business to touch, before and after
 */
public record Evidence(
        Folders folders,
        Expectation expected,
        Traces traces,
        Canaries canaries,
        List<String> remains,
        Outside outside) {

    /** The honest submission that is graded after the attack in the same run. */
    public static final String HONEST = "zz-honest";

    public Evidence {
        remains = List.copyOf(remains);
    }

    /**
     * Name the folders of one run, all below one of its own.
     *
     * @param root which holds all others; its name occurs nowhere else on the machine
     * @param out where results go
     * @param temporary where temporary files go
     * @param state the staff's state
     */
    public record Folders(Path root, Path out, Path temporary, Path state) {}

    /** Hold digests by path, before a run and after it. */
    public record Outside(Map<String, String> before, Map<String, String> after) {
        public Outside {
            before = Map.copyOf(before);
            after = Map.copyOf(after);
        }
    }

    /** Read {@code class.json}, strictly. */
    JsonNode report() throws IOException {
        return StrictJson.read(Files.readAllBytes(folders.out().resolve("class.json")));
    }

    /** Return what became of the attack: every submission but the honest one. */
    List<JsonNode> attackers() throws IOException {
        var found = new ArrayList<JsonNode>();
        for (var submission : report().path("submissions")) {
            if (!submission.path("id").asText().equals(HONEST)) {
                found.add(submission);
            }
        }
        return found;
    }

    /** Return every file below the output folder, by its name there. */
    Map<String, Path> files() throws IOException {
        var found = new TreeMap<String, Path>();
        try (var all = Files.walk(folders.out())) {
            all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .forEach(file -> found.put(folders.out().relativize(file).toString(), file));
        }
        return found;
    }

    /** Return all that was written or printed, by where it stands. */
    Map<String, String> texts() throws IOException {
        var texts = new TreeMap<String, String>();
        texts.put("standard output", traces.out());
        texts.put("standard error", traces.err());
        for (var file : files().entrySet()) {
            var bytes = Files.readAllBytes(file.getValue());
            texts.put(file.getKey(), new String(bytes, StandardCharsets.UTF_8));
        }
        return texts;
    }
}
