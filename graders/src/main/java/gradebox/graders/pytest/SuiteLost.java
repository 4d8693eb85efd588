package gradebox.graders.pytest;

/** Tell that the process a suite runs in said nothing more, or nothing that makes sense. */
final class SuiteLost extends Exception {
    private static final long serialVersionUID = 1;

    private final Kind kind;

    SuiteLost(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }

    /** Tell apart why. */
    enum Kind {
        LATE,
        OUT_OF_MEMORY,
        ENDED,
        GARBLED
    }
}
