package gradebox.sandbox.host;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Know a factory's open sandboxes: each is killed when its life is over, all when this closes. */
public final class OpenSandboxes implements AutoCloseable {
    private final Map<LaunchedSandbox, Future<?>> open = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor clock;
    private volatile boolean closed;

    public OpenSandboxes() {
        clock =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("sandbox limits").factory());
        clock.setRemoveOnCancelPolicy(true);
    }

    /**
     * Complain where no sandbox may be opened any more.
     *
     * @throws IllegalStateException if this is closed
     */
    public void demandOpen() {
        if (closed) {
            throw new IllegalStateException("this factory is closed");
        }
    }

    /**
     * Watch over a sandbox from now on.
     *
     * @throws SandboxException if this was closed meanwhile, and with it the sandbox
     */
    public Sandbox guard(LaunchedSandbox sandbox, Duration wall) throws SandboxException {
        sandbox.begin();
        try {
            open.put(sandbox, clock.schedule(sandbox::expire, wall.toNanos(), NANOSECONDS));
        } catch (RejectedExecutionException e) {
            closed = true; // and was before: no clock, no sandbox
        }
        if (closed) {
            sandbox.close();
            throw new SandboxException("the sandboxes were closed");
        }
        return sandbox;
    }

    void forget(LaunchedSandbox sandbox) {
        var alarm = open.remove(sandbox);
        if (alarm != null) {
            alarm.cancel(false);
        }
    }

    @Override
    public void close() {
        closed = true;
        open.keySet().forEach(LaunchedSandbox::close);
        clock.shutdownNow();
    }
}
