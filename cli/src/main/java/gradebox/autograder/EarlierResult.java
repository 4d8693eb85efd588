package gradebox.autograder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.gradescope.ResultCleaner;
import gradebox.output.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Carry on what the platform kept of the last submission: the result, and which submissions a fault
 * of ours has left ungraded, which count for nothing. Both travel in the result's {@code
 * extra_data}, which student code can neither read nor write.
 *
 * @param result as the autograder wrote it; empty where it was no verdict
 * @param uncounted when the submissions were handed in that no fault of their own left ungraded
 */
record EarlierResult(Optional<ObjectNode> result, SortedSet<Instant> uncounted) {
    private static final String OURS = "gradebox_autograder";
    private static final int MOST_KEPT = 100;

    /** Find the last. */
    static EarlierResult of(SubmissionMetadata metadata) {
        var earlier = metadata.earlier();
        for (int i = earlier.size() - 1; i >= 0; i--) {
            var results = earlier.get(i).results();
            if (results != null) {
                return new EarlierResult(verdict(results), uncounted(results));
            }
        }
        return new EarlierResult(Optional.empty(), new TreeSet<>());
    }

    private static Optional<ObjectNode> verdict(ObjectNode results) {
        boolean scored = results.path("score").isNumber() || !results.path("tests").isEmpty();
        var status = results.path("extra_data").path("gradebox").path("status").asText();
        return scored && !status.equals("no-score") ? Optional.of(results) : Optional.empty();
    }

    private static SortedSet<Instant> uncounted(ObjectNode results) {
        var times = new TreeSet<Instant>();
        for (var time : results.path("extra_data").path(OURS).path("uncounted")) {
            try {
                times.add(Instant.parse(time.asText()));
            } catch (DateTimeParseException e) {
                // not of our making
            }
        }
        return times;
    }

    /** Return the last result again, under a note that says why. */
    Optional<byte[]> kept(String note, SortedSet<Instant> nowUncounted) throws IOException {
        if (result.isEmpty()) {
            return Optional.empty();
        }
        var copy = result.get().deepCopy();
        // Whatever was kept before had a note of its own, which is not repeated.
        JsonNode own = copy.path("extra_data").path(OURS).path("output");
        String output = own.isTextual() ? own.asText() : copy.path("output").asText();
        copy.put("output", output.isEmpty() ? note : note + "\n\n" + output);
        carry(copy, nowUncounted).put("output", output);
        return Optional.of(ResultCleaner.clean(Json.write(copy)));
    }

    /** Put what is carried on into a result, and a note before what it says. */
    static byte[] graded(byte[] fresh, List<String> notes, SortedSet<Instant> uncounted)
            throws IOException {
        var result = (ObjectNode) Json.read(fresh);
        String output = result.path("output").asText();
        String note = String.join("\n", notes);
        if (!note.isEmpty()) {
            result.put("output", output.isEmpty() ? note : note + "\n\n" + output);
        }
        carry(result, uncounted).put("output", output);
        return Json.write(result);
    }

    private static ObjectNode carry(ObjectNode result, SortedSet<Instant> uncounted) {
        var extra =
                result.path("extra_data") instanceof ObjectNode there
                        ? there
                        : result.putObject("extra_data");
        var ours = extra.putObject(OURS);
        var times = ours.putArray("uncounted");
        uncounted.stream()
                .skip(Math.max(0, uncounted.size() - MOST_KEPT))
                .forEach(time -> times.add(time.toString()));
        return ours;
    }
}
