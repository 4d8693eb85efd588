package gradebox.grading;

import gradebox.sandbox.Limits;
import gradebox.sandbox.SandboxException;

/**
 * Check one submission at a time. Safe for use by many threads; anything that is dear to set up (a
 * compiled suite) is made once.
 */
public interface Grader extends AutoCloseable {

    /**
     * Grade a submission.
     *
     * <p>Whatever the student causes is an outcome of a check. An exception out of here means that
     * no verdict was reached.
     *
     * @throws SandboxException if the engine fails: the attempt is void, and the run tries again
     */
    GraderReport grade(Submission submission, Workbench workbench)
            throws SandboxException, InterruptedException;

    /** Tell whether this calls submissions through the protocol, in the sandbox that they share. */
    default boolean callsSubmissions() {
        return false;
    }

    /**
     * Return the memory in bytes that a sandbox of this grader's own may use beside the student's.
     *
     * @param student what a student's sandbox may use
     */
    default long memoryBeside(Limits student) {
        return 0;
    }

    @Override
    default void close() {}
}
