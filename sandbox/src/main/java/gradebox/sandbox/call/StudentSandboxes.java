package gradebox.sandbox.call;

import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Hold the sandboxes of one submission, for all of its graders one after the other: a check leaves
 * nothing behind that the next could see, so that most submissions need one. Never used for a
 * second submission. One thread at a time.
 */
public final class StudentSandboxes implements AutoCloseable {
    private final SandboxFactory factory;
    private final TimeBudget budget;
    private final List<StudentSandbox> all = new ArrayList<>();
    private final Set<StudentSandbox> idle = new LinkedHashSet<>();

    /**
     * Prepare; nothing is started before the first session.
     *
     * @param total what all sessions may take together
     */
    public StudentSandboxes(SandboxFactory factory, Duration total) {
        this.factory = factory;
        this.budget = new TimeBudget(total);
    }

    /**
     * Prepare a process, in a sandbox that no other open process has; one that runs already is
     * preferred.
     *
     * @param preload what is imported before any student byte
     */
    public StudentProcess open(SandboxSpec spec, List<String> preload, StudentModule module) {
        var known =
                idle.stream()
                        .filter(one -> one.suits(spec, preload))
                        .max(Comparator.comparing(StudentSandbox::isRunning));
        if (known.isPresent()) {
            idle.remove(known.get());
            return new StudentProcess(known.get(), module, this::takeBack);
        }
        var sandbox = new StudentSandbox(factory, spec, preload, CallCaps.DEFAULT, budget);
        all.add(sandbox);
        return new StudentProcess(sandbox, module, this::takeBack);
    }

    /** Start a sandbox now that will be needed soon. */
    public void start(SandboxSpec spec, List<String> preload)
            throws SandboxException, InterruptedException {
        var sandbox = new StudentSandbox(factory, spec, preload, CallCaps.DEFAULT, budget);
        all.add(sandbox);
        idle.add(sandbox);
        sandbox.start();
    }

    /** Return the time that a submission's graders have together. */
    public TimeBudget budget() {
        return budget;
    }

    private void takeBack(StudentSandbox sandbox) {
        if (!all.contains(sandbox) || !idle.add(sandbox)) {
            return; // closed already
        }
        try {
            sandbox.release();
        } catch (SandboxException e) {
            sandbox.drop(); // the next one who needs a sandbox will hear of a broken engine
        } catch (InterruptedException e) {
            sandbox.drop();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        all.forEach(StudentSandbox::close);
        idle.clear();
        all.clear();
    }
}
