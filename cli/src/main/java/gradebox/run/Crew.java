package gradebox.run;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Hold the threads that grade. */
final class Crew<T> implements AutoCloseable {
    /** Closing a sandbox is a kill and a removal, each with the engine's own deadline. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final ExecutorService workers;
    private final CompletionService<T> completions;

    Crew(int size) {
        workers =
                Executors.newFixedThreadPool(
                        size, Thread.ofPlatform().name("worker-", 1).daemon().factory());
        completions = new ExecutorCompletionService<>(workers);
    }

    void submit(Callable<T> work) {
        completions.submit(work);
    }

    /** Wait for the next piece of work to end, well or badly. */
    Future<T> next() throws InterruptedException {
        return completions.take();
    }

    /** Return a piece of work that has ended and was not asked for yet. */
    Optional<Future<T>> finished() {
        return Optional.ofNullable(completions.poll());
    }

    /** Interrupt whatever still runs, and wait for it to clean up. */
    @Override
    public void close() {
        workers.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            // A worker that is still not done holds no more than threads: the engine's sandboxes
            // are closed with the engine.
            boolean unused = workers.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
