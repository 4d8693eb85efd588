package gradebox.ci;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Name a way of telling a run's results beside the table. */
public enum CiFormat {
    /** JUnit's XML, which most services show. */
    JUNIT,
    /** GitHub's summary of a step, and annotations. */
    GITHUB,
    /** The class's JSON on standard output, and no table. */
    JSON;

    /** Return what a user calls it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Find one by what a user calls it. */
    public static Optional<CiFormat> of(String word) {
        return Arrays.stream(values()).filter(format -> format.word().equals(word)).findFirst();
    }

    /** Return all words, for a message. */
    public static String words() {
        return Arrays.stream(values()).map(CiFormat::word).collect(Collectors.joining(", "));
    }
}
