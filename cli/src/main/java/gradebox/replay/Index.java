package gradebox.replay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Find a submission for each key; where several have one, the latest counts. */
final class Index {
    private final SortedMap<String, Graded> found = new TreeMap<>();
    private final List<String> notes = new ArrayList<>();

    private Index() {}

    /** Look at a class. */
    static Index of(List<Graded> all) {
        var index = new Index();
        index.add(all, Graded::idKey, "the same id");
        index.add(all, Graded::peopleKey, "the same people");
        return index;
    }

    /** Return what is found by each key. */
    SortedMap<String, Graded> found() {
        return found;
    }

    List<String> notes() {
        return notes;
    }

    /** Return the ids of what is found by any key. */
    Set<String> reachable() {
        return found.values().stream().map(Graded::id).collect(Collectors.toSet());
    }

    private interface KeyOf {
        Optional<String> of(Graded graded);
    }

    private void add(List<Graded> all, KeyOf key, String shared) {
        Map<String, List<Graded>> byKey = new TreeMap<>();
        for (var each : all) {
            key.of(each)
                    .ifPresent(k -> byKey.computeIfAbsent(k, none -> new ArrayList<>()).add(each));
        }
        byKey.forEach(
                (name, rivals) ->
                        counting(rivals, shared).ifPresent(chosen -> found.put(name, chosen)));
    }

    private Optional<Graded> counting(List<Graded> rivals, String shared) {
        if (rivals.size() == 1) {
            return Optional.of(rivals.getFirst());
        }
        var ids = rivals.stream().map(Graded::id).collect(Collectors.joining(", "));
        var latest = latest(rivals);
        notes.add(
                "%s have %s: %s"
                        .formatted(
                                ids,
                                shared,
                                latest.map(one -> "by that, " + one.id() + " is found, the latest")
                                        .orElse(
                                                "as nothing tells the latest, none is found by that")));
        return latest;
    }

    private static Optional<Graded> latest(List<Graded> rivals) {
        var times = new TreeMap<Instant, Graded>();
        for (var rival : rivals) {
            var at = rival.report().submission().submittedAt();
            if (at == null || times.put(at, rival) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(times.lastEntry().getValue());
    }
}
