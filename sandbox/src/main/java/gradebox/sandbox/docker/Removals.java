package gradebox.sandbox.docker;

import gradebox.sandbox.SandboxException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * End containers for good: whoever ends one waits until its processes are killed, which is what
 * trust asks for; clearing away what is left of it takes as long again, and goes on beside the next
 * sandbox. Each step has the engine's own deadline, and neither a failure nor an interrupt of the
 * asking thread keeps it from the next step.
 */
final class Removals {
    private final DockerEngine engine;
    private final Set<Thread> underWay = ConcurrentHashMap.newKeySet();

    Removals(DockerEngine engine) {
        this.engine = engine;
    }

    /** Kill a container, by its id or name, and see to its removal. */
    void end(String container) {
        var killed = new CountDownLatch(1);
        var removal =
                Thread.ofPlatform()
                        .daemon()
                        .name("remove " + container)
                        .unstarted(() -> killAndRemove(container, killed));
        underWay.add(removal);
        removal.start();
        uninterrupted(killed::await);
    }

    /** Wait until every container that was ended is gone. */
    void await() {
        for (var removal : underWay) {
            uninterrupted(removal::join);
        }
    }

    private void killAndRemove(String container, CountDownLatch killed) {
        try {
            engine.confirm();
            try {
                engine.containers().kill(container);
            } finally {
                killed.countDown();
                engine.containers().remove(container);
            }
        } catch (SandboxException e) {
            // What is left carries our labels: the next run's sweep removes it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            killed.countDown();
            underWay.remove(Thread.currentThread());
        }
    }

    @FunctionalInterface
    private interface Wait {
        void untilDone() throws InterruptedException;
    }

    private static void uninterrupted(Wait wait) {
        boolean interrupted = false;
        while (true) {
            try {
                wait.untilDone();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
