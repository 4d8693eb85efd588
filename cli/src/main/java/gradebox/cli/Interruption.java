package gradebox.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * Turn Ctrl-C and SIGTERM into an interrupt of the main thread, so that it closes sandboxes and
 * says what is left. The JVM ends only once it has, or once that takes too long.
 */
final class Interruption {
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final Thread main;
    private final IntConsumer halt;
    private final AtomicBoolean over = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * @param halt ends the JVM at once: from a shutdown hook nothing else sets the exit code
     */
    Interruption(Thread main, IntConsumer halt) {
        this.main = main;
        this.halt = halt;
    }

    /** Say that the main thread has done its work and ends the JVM itself. */
    void over() {
        over.set(true);
        ended.countDown();
    }

    /** Run as the JVM's shutdown hook. */
    void shutDown() {
        if (over.get()) {
            return;
        }
        main.interrupt();
        try {
            boolean unused = ended.await(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        halt.accept(ExitCode.INTERRUPTED.number());
    }
}
