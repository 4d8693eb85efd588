package gradebox.assignments.calibrate;

/**
 * Say what speaks against a threshold.
 *
 * @param refused whether the assignment is invalid for it; otherwise a warning
 * @param text where, what, and what to do
 */
public record Complaint(boolean refused, String text) {

    /** Return it as a line for the author. */
    public String line() {
        return refused ? text : "warning: " + text;
    }

    Complaint at(String place) {
        return new Complaint(refused, place + ": " + text);
    }
}
