package gradebox.sandbox.call;

/**
 * Tell that a request got no answer, by the student's doing. The process it went to is gone; the
 * next check gets a fresh one. Never thrown for a fault of ours: that is a {@link
 * gradebox.sandbox.SandboxException}.
 */
public final class CallFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    public CallFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Tell apart why there is no answer. */
    public enum Kind {
        TIMED_OUT,
        OUT_OF_MEMORY,
        CRASHED,
        /** What it wrote is not an answer: malformed, unasked for, too large, or late. */
        VIOLATION
    }
}
