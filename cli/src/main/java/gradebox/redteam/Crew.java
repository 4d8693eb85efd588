package gradebox.redteam;

import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;

/** Work off tasks, several at a time; the first that fails ends all. */
final class Crew {
    private final int workers;
    private final List<Task> tasks = new ArrayList<>();

    Crew(int workers) {
        this.workers = workers;
    }

    /** Does one piece of work. */
    interface Task {
        void run() throws CorpusException, SandboxException, IOException, InterruptedException;
    }

    void add(Task task) {
        tasks.add(task);
    }

    /** Work until all is done. */
    void work() throws CorpusException, SandboxException, IOException, InterruptedException {
        var pool =
                Executors.newFixedThreadPool(
                        workers, Thread.ofPlatform().name("redteam-", 1).factory());
        try {
            var running = new ExecutorCompletionService<Boolean>(pool);
            for (var task : tasks) {
                running.submit(
                        () -> {
                            task.run();
                            return true;
                        });
            }
            for (int i = 0; i < tasks.size(); i++) {
                running.take().get();
            }
        } catch (ExecutionException e) {
            rethrow(Objects.requireNonNull(e.getCause()));
        } finally {
            pool.shutdownNow();
            pool.close(); // each ends its process first
        }
    }

    private static void rethrow(Throwable cause)
            throws CorpusException, SandboxException, IOException, InterruptedException {
        switch (cause) {
            case CorpusException corpus -> throw corpus;
            case SandboxException sandbox -> throw sandbox;
            case IOException io -> throw io;
            case InterruptedException interrupted -> throw interrupted;
            case Error error -> throw error;
            case RuntimeException bug -> throw bug;
            default -> throw new IllegalStateException(cause);
        }
    }
}
