package gradebox.run;

import gradebox.grading.StudentCalls;
import gradebox.grading.Submission;
import gradebox.grading.Workbench;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.call.StudentSandboxes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Start a submission's sandbox while earlier ones are still being graded, so that no worker waits
 * for the engine and for Python. No more wait than there are workers; until their turn comes they
 * hold the preloaded modules and do nothing.
 */
final class SandboxesAhead implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Workbench bench;
    private final int most;
    private final Queue<Submission> coming;
    private final Map<String, Future<StudentSandboxes>> ready = new HashMap<>();
    private final List<StudentSandboxes> untaken = new ArrayList<>();
    private final ExecutorService starters;

    /**
     * Prepare.
     *
     * @param coming those that will be graded, in that order
     * @param most how many may be ready at a time
     */
    SandboxesAhead(Workbench bench, List<Submission> coming, int most) {
        this.bench = bench;
        this.most = most;
        this.coming = new ArrayDeque<>(coming);
        this.starters =
                Executors.newCachedThreadPool(
                        Thread.ofPlatform().name("sandboxes ahead-", 1).daemon().factory());
    }

    /** Return a submission's sandboxes, closed by the caller, and see to those of the next one. */
    StudentSandboxes take(Submission submission) throws InterruptedException {
        var started = claim(submission);
        if (started == null) {
            return new StudentSandboxes(bench.sandboxes(), bench.limits().wall());
        }
        try {
            var own = started.get();
            synchronized (this) {
                untaken.remove(own);
            }
            return own;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a bug while a sandbox was started", e.getCause());
        }
    }

    private synchronized @Nullable Future<StudentSandboxes> claim(Submission submission) {
        coming.remove(submission);
        var mine = ready.remove(submission.id());
        while (ready.size() < most && !coming.isEmpty()) {
            var next = coming.remove();
            ready.put(next.id(), starters.submit(() -> start(next)));
        }
        return mine;
    }

    private StudentSandboxes start(Submission submission) throws InterruptedException {
        var own = new StudentSandboxes(bench.sandboxes(), bench.limits().wall());
        synchronized (this) {
            untaken.add(own);
        }
        var spec = StudentCalls.spec(submission.id(), StudentCalls.root(submission), bench);
        try {
            own.start(spec, bench.entry().preload());
        } catch (SandboxException e) {
            // whoever takes them starts them again, and hears of it where it can be told
        }
        return own;
    }

    /** Close what nobody has taken. */
    @Override
    public void close() {
        starters.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            // What is still starting then is closed with the engine.
            boolean unused = starters.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        synchronized (this) {
            untaken.forEach(StudentSandboxes::close);
            untaken.clear();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
