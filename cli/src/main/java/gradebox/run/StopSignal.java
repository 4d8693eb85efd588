package gradebox.run;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Remember that a run is being stopped. From then on nothing that comes out of a grader is a
 * verdict: the sandbox may have been taken from under it.
 */
final class StopSignal {
    private final AtomicBoolean raised = new AtomicBoolean();

    void raise() {
        raised.set(true);
    }

    /** End the worker's attempt if the run is being stopped. */
    void check() throws InterruptedException {
        if (raised.get() || Thread.currentThread().isInterrupted()) {
            throw new InterruptedException("the run is being stopped");
        }
    }
}
