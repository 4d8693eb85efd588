package gradebox.redteam.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Hold everything that the rules look at once an attack has been graded.
 *
 * @param folders where the run took place
 * @param expected what was expected of it
 * @param one which submission it is about; empty for all but the honest one
 * @param traces what was seen of the process
 * @param canaries what it may not give away
 * @param remains what the engine still has of that process: sandboxes by name
 * @param outside the digest of every file that it had no business to touch, before and after
 */
public record Evidence(
        Folders folders,
        Expectation expected,
        Optional<String> one,
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

    /** Return this with another expectation. */
    public Evidence expecting(Expectation other) {
        return new Evidence(folders, other, one, traces, canaries, remains, outside);
    }

    /** Return this as it is about one of several attacks that were graded in the same run. */
    public Evidence expectingOf(String submission, Expectation other) {
        return new Evidence(
                folders, other, Optional.of(submission), traces, canaries, remains, outside);
    }

    /** Read {@code class.json}, strictly. */
    JsonNode report() throws IOException {
        return StrictJson.read(Files.readAllBytes(folders.out().resolve("class.json")));
    }

    /** Return what became of the attack: every submission but the honest one. */
    List<JsonNode> attackers() throws IOException {
        var found = new ArrayList<JsonNode>();
        for (var submission : report().path("submissions")) {
            if (isAttacker(submission.path("id").asText())) {
                found.add(submission);
            }
        }
        return found;
    }

    private boolean isAttacker(String id) {
        return one.isPresent() ? one.get().equals(id) : !id.equals(HONEST);
    }

    /** Return how long the submissions of other attacks in the same run took, by the report. */
    Duration others() throws IOException {
        var seconds = BigDecimal.ZERO;
        for (var submission : report().path("submissions")) {
            var id = submission.path("id").asText();
            if (!isAttacker(id) && !id.equals(HONEST)) {
                seconds = seconds.add(submission.path("seconds").decimalValue());
            }
        }
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
    }

    /** Return the flags that staff are given for the attack. */
    List<JsonNode> flags() throws IOException {
        var flags = new ArrayList<JsonNode>();
        for (var flag : report().path("flags")) {
            if (isAttacker(flag.path("submission").asText())) {
                flags.add(flag);
            }
        }
        return flags;
    }

    /** Return the attack's score, where it has one. */
    public Optional<BigDecimal> score() throws IOException {
        return attackers().stream()
                .map(attacker -> attacker.path("score"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue)
                .findFirst();
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

    /** Return what was written or printed, but for what is another attack's alone. */
    Map<String, String> own() throws IOException {
        if (one.isEmpty()) {
            return texts();
        }
        var own = new TreeMap<String, String>();
        for (var text : texts().entrySet()) {
            boolean folder = text.getKey().startsWith("submissions/");
            if (text.getKey().startsWith("submissions/" + one.get() + "/")) {
                own.put(text.getKey(), text.getValue());
            } else if (!folder && !text.getKey().equals("class.json")) {
                own.put(text.getKey(), text.getValue());
            }
        }
        own.put("class.json", attackers() + "\n" + flags());
        return own;
    }

    /** Return the messages that speak of the attack; another's would speak for it. */
    String messages() {
        if (one.isEmpty()) {
            return traces.err();
        }
        var named = Pattern.compile("(?<![\\w-])" + Pattern.quote(one.get()) + "(?![\\w-])");
        return traces.err().lines().filter(named.asPredicate()).collect(Collectors.joining("\n"));
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
