package gradebox.graders.junit;

import ai.djl.ndarray.NDManager;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.call.CallFailure;
import gradebox.sandbox.call.Session;
import gradebox.sandbox.call.StudentProcess;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Hold what one check of one submission may use: its sessions, its arrays and its seed. Ended with
 * the check.
 */
final class CheckRun implements AutoCloseable {
    private final StudentProcess here;
    private final StudentProcess elsewhere;
    private final Duration limit;
    private final long seed;
    private final NDManager arrays = NDManager.newBaseManager();
    private @Nullable Session session;
    private @Nullable Session other;
    private @Nullable Student student;
    private @Nullable Student second;

    CheckRun(StudentProcess here, StudentProcess elsewhere, Duration limit, long seed) {
        this.here = here;
        this.elsewhere = elsewhere;
        this.limit = limit;
        this.seed = seed;
    }

    /** Return the submission; its process is started when it is first asked for. */
    synchronized Student student() {
        if (student == null) {
            session = Calls.ask(() -> here.begin(limit));
            student = new Student(session, arrays, this::second);
        }
        return student;
    }

    private synchronized Student second() {
        if (second == null) {
            other = Calls.ask(() -> elsewhere.begin(limit));
            second = new Student(other, arrays, this::student);
        }
        return second;
    }

    NDManager arrays() {
        return arrays;
    }

    Inputs inputs() {
        return new Inputs(arrays, seed);
    }

    /**
     * End the sessions in good order.
     *
     * @throws CallFailure if the student's process wrote something after its last answer
     */
    synchronized void finish() throws SandboxException, CallFailure, InterruptedException {
        if (session != null) {
            session.finish();
        }
        if (other != null) {
            other.finish();
        }
    }

    @Override
    public synchronized void close() {
        if (session != null) {
            session.close();
        }
        if (other != null) {
            other.close();
        }
        arrays.close();
    }
}
