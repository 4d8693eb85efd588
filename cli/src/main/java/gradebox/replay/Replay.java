package gradebox.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import gradebox.grading.SubmissionReport;
import gradebox.output.GradedRun;
import gradebox.output.Json;
import gradebox.sandbox.archive.PathRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Make a replay autograder of a run. It holds, beside the program, a file {@code
 * data/keys/KEY.json} for each way to find a submission, which names the digest of what was graded
 * and the file {@code data/results/DIGEST.json} to show.
 */
public final class Replay {
    private Replay() {}

    /**
     * Build it.
     *
     * @throws IOException naming the folder, and what to do, if it is not a finished run's, or
     *     nothing of it could be found on Gradescope
     */
    public static Replayed of(Path folder) throws IOException {
        var run = GradedRun.read(folder);
        if (!run.left().isEmpty()) {
            throw new IOException(
                    "%s: the run was stopped, %s not graded: run the same gradebox grade again"
                            .formatted(folder, told(run.left(), "is", "are")));
        }
        var all = new ArrayList<Graded>();
        for (SubmissionReport report : run.reports()) {
            all.add(Graded.read(folder, report));
        }
        var index = Index.of(all);
        var reachable = index.reachable();
        var shown =
                all.stream().filter(one -> reachable.contains(one.id()) && hasVerdict(one)).count();
        if (shown == 0) {
            throw new IOException(
                    folder
                            + ": nothing in it can be found on Gradescope: grade what Gradescope"
                            + " exports, or with --roster for the addresses");
        }
        return new Replayed(data(index), (int) shown, notes(all, index));
    }

    private static boolean hasVerdict(Graded graded) {
        return graded.results().isPresent();
    }

    private static List<String> notes(List<Graded> all, Index index) {
        var notes = new ArrayList<>(index.notes());
        var reachable = index.reachable();
        var lost =
                all.stream()
                        .filter(one -> !one.isAbsent() && !reachable.contains(one.id()))
                        .map(Graded::id)
                        .toList();
        if (!lost.isEmpty()) {
            notes.add(
                    told(lost, "cannot", "cannot")
                            + " be found on Gradescope, without its id or an address of each"
                            + " member (grade with --roster): what is there waits");
        }
        var again = all.stream().filter(one -> !hasVerdict(one)).map(Graded::id).toList();
        if (!again.isEmpty()) {
            notes.add(told(again, "has", "have") + " no score: what is there waits");
        }
        return notes;
    }

    private static String told(List<String> ids, String one, String several) {
        return String.join(", ", ids) + " " + (ids.size() == 1 ? one : several);
    }

    private static SortedMap<String, byte[]> data(Index index) {
        var data = new TreeMap<String, byte[]>();
        JsonNode rules = new ObjectMapper().valueToTree(PathRules.ofSubmission());
        data.put("data/paths.json", Json.write(rules));
        for (var found : index.found().entrySet()) {
            var graded = found.getValue();
            var results = graded.results();
            var name = results.map(DigestUtils::sha256Hex).orElse(null);
            var record =
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("submission", graded.id())
                            .put("result", name);
            var content = record.putArray("content");
            graded.content().orElse(List.of()).forEach(content::add);
            data.put("data/keys/" + found.getKey() + ".json", Json.write(record));
            results.ifPresent(bytes -> data.put("data/results/" + name + ".json", bytes));
        }
        return data;
    }
}
