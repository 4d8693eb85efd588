package gradebox.selfcheck;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Choose the files of a suite that students may read: those of visible tests and what these need.
 *
 * <p>A file that speaks of a hidden test, be it in a comment, stays out, and so does every test
 * that needs such a file, or data that a hidden test reads. What no visible test speaks of stays
 * out, too.
 */
final class SuiteSplit {
    private final List<SuiteSource> all;
    private final Set<SuiteSource> secret = new HashSet<>();
    private final Map<SuiteSource, Set<SuiteSource>> needs = new HashMap<>();

    /**
     * @param all of a suite's files
     * @param hidden words that tell a file of hidden tests: their names
     */
    SuiteSplit(Collection<SuiteSource> all, Set<String> hidden) {
        this.all = List.copyOf(all);
        for (var file : this.all) {
            needs.put(file, needed(file));
            if (file.mentions(hidden)) {
                secret.add(file);
            }
        }
    }

    /**
     * What can be shown.
     *
     * @param files paths of those that go out
     * @param shared those of them that hidden tests use, too
     * @param secret those that tell of what is hidden
     */
    record Shown(Set<String> files, Set<String> shared, Set<String> secret) {}

    /** Return those of the names that no file speaks of: where their tests are cannot be told. */
    List<String> nowhere(Collection<String> names) {
        return names.stream()
                .filter(name -> all.stream().noneMatch(file -> file.mentions(Set.of(name))))
                .toList();
    }

    /** Choose what goes out for the sake of these files of tests. */
    Shown shown(Collection<SuiteSource> tests) {
        var open = tests.stream().filter(test -> !touchesSecret(test)).toList();
        var behind = reach(secret);
        secret.addAll(dataOf(behind, reach(open)));
        var shown = reach(open.stream().filter(test -> !touchesSecret(test)).toList());
        var shared = new HashSet<>(shown);
        shared.retainAll(behind);
        return new Shown(paths(shown), paths(shared), paths(secret));
    }

    private boolean touchesSecret(SuiteSource test) {
        return reach(List.of(test)).stream().anyMatch(secret::contains);
    }

    /** Return the data that hidden tests read, by themselves or through what they alone use. */
    private Set<SuiteSource> dataOf(Set<SuiteSource> behind, Set<SuiteSource> open) {
        var data = new HashSet<SuiteSource>();
        for (var file : behind) {
            if (secret.contains(file) || !open.contains(file)) {
                needs.getOrDefault(file, Set.of()).stream()
                        .filter(needed -> !needed.isSource())
                        .forEach(data::add);
            }
        }
        return data;
    }

    private Set<SuiteSource> reach(Collection<SuiteSource> from) {
        var reached = new HashSet<SuiteSource>();
        var next = new ArrayDeque<>(from);
        while (!next.isEmpty()) {
            var file = next.pop();
            if (reached.add(file)) {
                next.addAll(needs.getOrDefault(file, Set.of()));
            }
        }
        return reached;
    }

    private Set<SuiteSource> needed(SuiteSource file) {
        var code = file.code();
        var words = SuiteSource.words(code);
        var needed = new HashSet<SuiteSource>();
        for (var other : all) {
            boolean isNamed =
                    other.calledBy().stream().anyMatch(words::contains)
                            || (!other.isSource() && code.contains(other.name()));
            if (!other.equals(file) && (isNamed || other.isGivenTo(file))) {
                needed.add(other);
            }
        }
        return needed;
    }

    private static Set<String> paths(Collection<SuiteSource> files) {
        var paths = new ArrayList<String>();
        files.forEach(file -> paths.add(file.path()));
        return new TreeSet<>(paths);
    }
}
