package gradebox.graders.pytest;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.grading.Outcome;
import gradebox.sandbox.Deadline;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.call.Frame;
import java.time.Duration;

/**
 * Say what differs between suites that run apart from the student's code and those that hold it.
 */
interface SuiteKind {

    /** Start the suite's process. */
    SuiteProcess start() throws SandboxException, InterruptedException;

    /** Tell whether a test is a check of this grader's. */
    boolean wants(TestKey test);

    /** Return how much longer than the student's code the suite may take for a test. */
    Duration grace();

    /**
     * Get ready for a test.
     *
     * @param left how long the student's code may take
     * @return the test's seed
     */
    long beginTest(SuiteTest test, Duration left);

    /** Answer a request about the student's code. */
    void request(SuiteProcess suite, Frame request, Deadline deadline)
            throws SuiteLost, SandboxException, InterruptedException;

    /** Turn what the suite tells of a test into an outcome. */
    Outcome verdict(Tally tally, JsonNode verdict) throws SandboxException, InterruptedException;

    /** Clean up after a test, whether it has ended or was lost. Idempotent. */
    void endTest();

    /** Return the outcome of the test with which the process was lost. */
    Outcome lost(SuiteLost lost, boolean allTimeIsUsedUp);

    /** Return the outcome of all tests of a file that could not be imported. */
    Outcome broken(JsonNode error);

    /** Return the outcome of a test that never ran, though the suite's run ended in good order. */
    Outcome neverRan(JsonNode finished);
}
