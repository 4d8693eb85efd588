package gradebox.grading;

/** Make graders of one type. Found by {@link java.util.ServiceLoader}. */
public interface GraderProvider {

    /** Return the word that {@code type:} in {@code assignment.yaml} names this by. */
    String type();

    /**
     * Make a grader, with everything checked that can be checked without a submission.
     *
     * @throws InvalidAssignmentException if the definition cannot work: a suite that does not
     *     compile, a check that no test stands for
     */
    Grader create(GraderDefinition definition) throws InvalidAssignmentException;
}
