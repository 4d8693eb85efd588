package gradebox.sandbox.archive;

/**
 * Tell that an archive or a folder is not opened, and why, in a sentence for the student who made
 * it. Faults of the machine are {@link java.io.IOException}s instead.
 */
public class ArchiveRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    public ArchiveRefusedException(String why) {
        super(why);
    }

    /** Return the sentence. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
