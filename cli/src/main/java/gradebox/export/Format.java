package gradebox.export;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Name what a run can be exported to. */
public enum Format {
    CANVAS("canvas"),
    CSV("csv"),
    MOODLE("moodle"),
    GRADESCOPE("gradescope-csv");

    private final String word;

    Format(String word) {
        this.word = word;
    }

    /** Return what a user calls it. */
    public String word() {
        return word;
    }

    /** Find a format by what a user calls it. */
    public static Optional<Format> of(String word) {
        return Arrays.stream(values()).filter(format -> format.word.equals(word)).findFirst();
    }

    /** Return all words, for a message. */
    public static String words() {
        return Arrays.stream(values()).map(Format::word).collect(Collectors.joining(", "));
    }
}
