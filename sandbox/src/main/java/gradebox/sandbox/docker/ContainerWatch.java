package gradebox.sandbox.docker;

import gradebox.sandbox.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Remember what the engine told of one container. */
final class ContainerWatch {

    /** Say how a container's time ended, as far as the engine's events tell. */
    sealed interface End {
        /** Its program ended, with what the engine calls its exit code. */
        record Died(int code) implements End {}

        /** The engine fell silent before that. */
        record Lost(String what) implements End {}
    }

    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final CountDownLatch shortOfMemory = new CountDownLatch(1);

    /** Remember how it ended; what is told first counts. */
    void ended(End how) {
        end.complete(how);
    }

    void memoryRanOut() {
        shortOfMemory.countDown();
    }

    Optional<End> end() {
        return end.isDone() ? Optional.of(end.join()) : Optional.empty();
    }

    /** Wait for the end; empty if it has not come by the deadline. */
    Optional<End> awaitEnd(Deadline deadline) throws InterruptedException {
        try {
            return Optional.of(end.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tell whether memory ran out; word of that may come a little after what it did. */
    boolean awaitMemoryRanOut(Duration patience) throws InterruptedException {
        return shortOfMemory.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }
}
