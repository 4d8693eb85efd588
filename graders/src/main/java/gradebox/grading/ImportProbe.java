package gradebox.grading;

import gradebox.sandbox.SandboxException;
import gradebox.sandbox.call.Answer;
import gradebox.sandbox.call.CallFailure;
import gradebox.sandbox.call.StudentProcess;
import java.time.Duration;
import java.util.Optional;

/**
 * Find out, before any check, whether a submission can be imported at all: a check each would tell
 * the same story many times, slowly.
 */
public final class ImportProbe {
    private ImportProbe() {}

    /**
     * Import the submission once, in a process of its own.
     *
     * @return the outcome of every check, where the import fails; empty where it works
     */
    public static Optional<Outcome> failure(StudentProcess process, Duration limit)
            throws SandboxException, InterruptedException {
        try (var session = process.begin(limit)) {
            var answer = session.load();
            session.finish();
            return answer instanceof Answer.Raised raised
                    ? Optional.of(StudentCalls.outcome("Importing your submission", raised))
                    : Optional.empty();
        } catch (CallFailure failure) {
            return Optional.of(
                    new Outcome.Failed(
                            StudentCalls.outcome(failure).reason(),
                            "Importing your submission did not work: "
                                    + failure.getMessage()
                                    + "."));
        }
    }
}
