package gradebox.assignments.intake;

/** Tell staff what is wrong with what they gave: which file, and what to do. */
public final class IntakeException extends Exception {
    private static final long serialVersionUID = 1;

    public IntakeException(String message) {
        super(message);
    }
}
