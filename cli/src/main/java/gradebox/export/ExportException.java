package gradebox.export;

/** Tell a user, in one sentence, why nothing can be exported, and what to do. */
public final class ExportException extends Exception {
    private static final long serialVersionUID = 1;

    public ExportException(String message) {
        super(message);
    }
}
