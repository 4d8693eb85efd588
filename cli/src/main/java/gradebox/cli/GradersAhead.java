package gradebox.cli;

import gradebox.grading.InvalidAssignmentException;
import gradebox.run.GraderSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Make an assignment's graders while the engine is asked for its image and the submissions are
 * unpacked: to compile a suite takes a second or two, and waits for neither.
 */
final class GradersAhead implements AutoCloseable {
    private final FutureTask<GraderSet> work;

    private GradersAhead(FutureTask<GraderSet> work) {
        this.work = work;
    }

    static GradersAhead begin(Callable<GraderSet> making) {
        var work = new FutureTask<>(making);
        Thread.ofPlatform().daemon().name("graders").start(work);
        return new GradersAhead(work);
    }

    /**
     * Return the graders; they are closed with this.
     *
     * @throws InvalidAssignmentException with the problems of all of them
     */
    GraderSet get() throws InvalidAssignmentException, InterruptedException {
        try {
            return work.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InvalidAssignmentException invalid) {
                throw invalid;
            }
            throw new IllegalStateException("a bug while graders were made", e.getCause());
        }
    }

    /** Wait for graders that nobody asked for, too: what they hold on disk goes with them. */
    @Override
    public void close() {
        boolean interrupted = false;
        while (true) {
            try {
                work.get().close();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                break; // there are none, and get() says why
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
