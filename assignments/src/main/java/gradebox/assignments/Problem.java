package gradebox.assignments;

import java.util.Comparator;

/**
 * Say what is wrong with an {@code assignment.yaml}, where, and what to do.
 *
 * @param at where in the file
 * @param path the entry that is meant: {@code rubric[3].points}; empty for the whole file
 */
record Problem(Position at, String path, String text) implements Comparable<Problem> {

    String in(String file) {
        String place = file + ":" + at.line() + ":" + at.column() + ": ";
        String all = path.isEmpty() ? place + text : place + path + ": " + text;
        return all.replaceAll("\\p{Cntrl}", "?"); // one problem, one line
    }

    @Override
    public int compareTo(Problem other) {
        return Comparator.comparing(Problem::at)
                .thenComparing(Problem::path)
                .thenComparing(Problem::text)
                .compare(this, other);
    }
}
