package gradebox.gradescope;

/**
 * Say one thing about a result.
 *
 * @param isFault whether Gradescope would refuse it, or show it wrongly; else it is advice
 * @param line where, and what is wrong, in one line
 */
public record Complaint(boolean isFault, String line) {

    static Complaint fault(String line) {
        return new Complaint(true, line);
    }

    static Complaint advice(String line) {
        return new Complaint(false, line);
    }
}
