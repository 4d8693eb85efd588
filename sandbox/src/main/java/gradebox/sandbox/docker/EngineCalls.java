package gradebox.sandbox.docker;

import com.github.dockerjava.api.exception.DockerException;
import gradebox.sandbox.SandboxException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Give every call to the engine a deadline of its own, so that an engine that hangs costs a message
 * and not the run.
 *
 * <p>Each call gets a platform thread: docker-java blocks inside monitors, which would hold on to
 * the few carriers that virtual threads share, and with them to the calls that end a container.
 */
final class EngineCalls {
    static final Duration USUAL = Duration.ofSeconds(30);

    private EngineCalls() {}

    /**
     * Make a call and wait for its answer.
     *
     * @param what the call in words, to follow "the Docker engine could not"
     */
    static <T> T call(String what, Duration limit, Callable<T> call)
            throws SandboxException, InterruptedException {
        var task = new FutureTask<>(call);
        var thread = Thread.ofPlatform().daemon().name("docker: " + what).start(task);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new SandboxException(
                    "the Docker engine did not %s within %d s".formatted(what, limit.toSeconds()));
        } catch (ExecutionException e) {
            throw failure(what, Objects.requireNonNull(e.getCause()));
        } finally {
            thread.interrupt();
        }
    }

    private static SandboxException failure(String what, Throwable cause) {
        return switch (cause) {
            case SandboxException known -> known;
            case DockerException refused ->
                    new SandboxException(
                            "the Docker engine could not %s: %s"
                                    .formatted(what, oneLine(refused.getMessage())),
                            refused);
            case Error bug -> throw new IllegalStateException(bug);
            default ->
                    new SandboxException(
                            "the Docker engine broke off when asked to %s: %s"
                                    .formatted(what, oneLine(cause.getMessage())),
                            cause);
        };
    }

    private static String oneLine(@Nullable String message) {
        return message == null ? "no reason given" : message.strip().replaceAll("\\s+", " ");
    }
}
