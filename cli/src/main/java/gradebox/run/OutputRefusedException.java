package gradebox.run;

/** Tell why a folder cannot be written to, and what to do. */
public final class OutputRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    public OutputRefusedException(String message) {
        super(message);
    }
}
