package gradebox.assignments;

import gradebox.grading.InvalidAssignmentException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Collect what is wrong with one file, so that an author hears of all of it at once. */
final class Problems {
    private final String file;
    private final Set<Problem> found = new TreeSet<>();

    /**
     * @param file what the author calls the file
     */
    Problems(String file) {
        this.file = file;
    }

    void add(Position at, String path, String text) {
        found.add(new Problem(at, path, text));
    }

    void add(Place place, String text) {
        add(place.position(), place.name(), text);
    }

    /** Complain about an entry's name rather than about what it holds. */
    void addAtKey(Place place, String text) {
        add(place.keyPosition(), place.name(), text);
    }

    /**
     * Take over what another round found, but for entries that are known to be wrong already: what
     * follows from a malformed entry tells the author nothing new.
     */
    void addFollowing(Problems later) {
        var known = new HashSet<String>();
        found.stream().map(Problem::path).filter(path -> !path.isEmpty()).forEach(known::add);
        later.found.stream().filter(problem -> !known.contains(problem.path())).forEach(found::add);
    }

    /** Return them by line, each as {@code file:line:column: path: text}. */
    List<String> lines() {
        return found.stream().map(problem -> problem.in(file)).toList();
    }

    void throwIfAny() throws InvalidAssignmentException {
        if (!found.isEmpty()) {
            throw new InvalidAssignmentException(lines());
        }
    }
}
