package gradebox.assignments.intake;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Take apart the name that Canvas gives a file in a bulk download: {@code
 * doejane_LATE_12345_67890_solution-2.py} is the second upload of {@code solution.py}, late, by the
 * user 12345.
 *
 * @param who the student, or the group: letters and digits run together
 * @param user Canvas's id of the user
 * @param upload Canvas's id of the file; a later one is larger
 * @param file as the student named it, Canvas's counter included
 */
record CanvasName(String who, boolean late, String user, long upload, String file) {
    private static final Pattern NAME =
            Pattern.compile(
                    "(?<who>.+?)(?<late>_LATE)?_(?<user>\\d{1,18})_(?<upload>\\d{1,18})_(?<file>.+)");
    private static final Pattern COUNTED =
            Pattern.compile("(?<stem>.+)-\\d{1,3}(?<extension>\\.[^.]*)?");

    static Optional<CanvasName> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new CanvasName(
                        matcher.group("who"),
                        matcher.group("late") != null,
                        matcher.group("user"),
                        Long.parseLong(matcher.group("upload")),
                        matcher.group("file")));
    }

    /** Return a file's name without the counter that Canvas adds to a file handed in again. */
    static String uncounted(String file) {
        Matcher matcher = COUNTED.matcher(file);
        if (!matcher.matches()) {
            return file;
        }
        String extension = matcher.group("extension");
        return matcher.group("stem") + (extension == null ? "" : extension);
    }
}
