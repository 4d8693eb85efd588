package gradebox.sandbox.call;

import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Answer for one module of a submission. Each {@link Session} runs in a child of its own, forked
 * from a process that has imported nothing but the preloaded libraries. One thread at a time.
 */
public final class StudentProcess implements AutoCloseable {
    private final StudentSandbox sandbox;
    private final StudentModule module;
    private final Consumer<StudentSandbox> whenClosed;
    private final int logStart;
    private final int openedBefore;

    StudentProcess(
            StudentSandbox sandbox, StudentModule module, Consumer<StudentSandbox> whenClosed) {
        this.sandbox = sandbox;
        this.module = module;
        this.whenClosed = whenClosed;
        this.logStart = sandbox.log().length();
        this.openedBefore = sandbox.opened();
    }

    /**
     * Prepare a process in a sandbox of its own, closed with it; nothing is started before the
     * first session.
     *
     * @param spec the sandbox, with the submission and the runtime folder mounted where {@link
     *     CallResources} says
     * @param preload what is imported before any student byte
     * @param total what all sessions may take together
     */
    public static StudentProcess alone(
            SandboxFactory factory,
            SandboxSpec spec,
            List<String> preload,
            CallCaps caps,
            StudentModule module,
            Duration total) {
        var sandbox = new StudentSandbox(factory, spec, preload, caps, new TimeBudget(total));
        return new StudentProcess(sandbox, module, StudentSandbox::close);
    }

    /**
     * Begin a check. A session that ends badly takes its whole sandbox with it, and the next one
     * gets a fresh one.
     *
     * @param limit how long the session may last; every request in it is bounded by this
     * @throws CallFailure if the time for all sessions together is used up, or the process does not
     *     even fork
     * @throws SandboxException if the engine fails, or the image lacks Python or a preloaded module
     */
    public Session begin(Duration limit)
            throws SandboxException, CallFailure, InterruptedException {
        return sandbox.begin(module, limit);
    }

    /**
     * Return what the student's processes have written to their standard output and error since
     * this was opened, capped.
     */
    public String log() {
        String all = sandbox.log();
        return all.substring(Math.min(logStart, all.length()));
    }

    /** Return how many sandboxes had to be started since this was opened. */
    public int sandboxesOpened() {
        return sandbox.opened() - openedBefore;
    }

    @Override
    public void close() {
        whenClosed.accept(sandbox);
    }
}
