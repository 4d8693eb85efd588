package gradebox.assignments.intake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;

/**
 * Look at one folder of a source: the files and folders right in it.
 *
 * @param prefix its path with a {@code /} behind it, or the empty string for the source itself
 */
record Level(String prefix, List<Item> files, SequencedSet<String> folders) {

    static Level of(Collection<Item> items, String prefix) {
        List<Item> files = new ArrayList<>();
        SequencedSet<String> folders = new TreeSet<>();
        for (Item item : items) {
            if (item.path().startsWith(prefix)) {
                String rest = item.path().substring(prefix.length());
                int slash = rest.indexOf('/');
                if (slash < 0) {
                    files.add(new Item(rest, item.archive()));
                } else {
                    folders.add(rest.substring(0, slash));
                }
            }
        }
        return new Level(prefix, files, folders);
    }

    /** Tell whether all that it holds lies in one folder. */
    boolean isWrapper() {
        return files.isEmpty() && folders.size() == 1;
    }

    boolean holds(String file) {
        return files.stream().anyMatch(item -> item.path().equals(file));
    }
}
