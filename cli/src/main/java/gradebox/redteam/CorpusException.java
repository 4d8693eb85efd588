package gradebox.redteam;

/** Tell that the corpus cannot be used as it is, or not as it was asked for. */
public final class CorpusException extends Exception {
    private static final long serialVersionUID = 1;

    public CorpusException(String message) {
        super(message);
    }
}
