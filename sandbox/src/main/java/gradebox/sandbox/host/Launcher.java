package gradebox.sandbox.host;

import gradebox.sandbox.Confinement;
import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Start processes from one thread that lives as long as they do: whoever asks the kernel to die
 * with its parent dies with the <em>thread</em> that started it.
 */
public final class Launcher implements AutoCloseable {
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("sandbox launcher").factory());

    /** Start a program with an empty environment, its working folder the root; takes no time. */
    public Process start(List<String> command) throws SandboxException {
        var starting = thread.submit(() -> startHere(command));
        try {
            return Uninterrupted.get(starting::get);
        } catch (ExecutionException e) {
            throw new SandboxException(
                    "cannot start %s: %s".formatted(command.getFirst(), e.getCause()), e);
        }
    }

    private static Process startHere(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).directory(new java.io.File("/"));
        builder.environment().clear();
        builder.environment().put("PATH", Confinement.PATH);
        return builder.start();
    }

    /** End the thread; every process that was started must be dead. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
