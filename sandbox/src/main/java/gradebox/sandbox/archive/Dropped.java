package gradebox.sandbox.archive;

/**
 * Name what was left out of an archive or a folder.
 *
 * @param path where it stood, made printable
 * @param why in a few words
 * @param kind what leaving it out means
 */
public record Dropped(String path, String why, Kind kind) {

    /** Say what leaving a file out means. */
    public enum Kind {
        /** Nothing: no one grades it. */
        JUNK,
        /** Its name or its type is refused; what is left has one meaning. */
        UNSAFE,
        /** The folder it lies in cannot be graded as it stands. */
        FATAL
    }

    @Override
    public String toString() {
        return path + ": " + why;
    }
}
