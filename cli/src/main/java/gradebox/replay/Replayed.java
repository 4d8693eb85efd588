package gradebox.replay;

import gradebox.output.FixedZip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Hold a replay autograder.
 *
 * @param data what its program looks up, by path
 * @param shown how many submissions it has a result for
 * @param notes what a user should know before it is used: a sentence each
 */
public record Replayed(SortedMap<String, byte[]> data, int shown, List<String> notes) {
    private static final List<String> PROGRAM =
            List.of("setup.sh", "run_autograder", "replay.py", "contents.py");

    private static final int EXECUTABLE = 0755;
    private static final int OWNER_ONLY = 0600;

    public Replayed {
        data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
        notes = List.copyOf(notes);
    }

    /** Write the zip that Gradescope takes, whole or not at all. */
    public void write(Path file) throws IOException {
        var zip = new FixedZip();
        for (var name : PROGRAM) {
            zip.put(name, resource(name), EXECUTABLE);
        }
        data.forEach((path, content) -> zip.put(path, content, OWNER_ONLY));
        zip.write(file);
    }

    private static byte[] resource(String name) throws IOException {
        try (var resource = Replayed.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException(name + " is missing from this build");
            }
            return resource.readAllBytes();
        }
    }
}
