package gradebox.graders.model;

/** Tell a student why predictions cannot be scored. */
final class InvalidPredictions extends Exception {
    private static final long serialVersionUID = 1;

    InvalidPredictions(String message) {
        super(message);
    }
}
