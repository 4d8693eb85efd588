package gradebox.sandbox.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventActor;
import gradebox.sandbox.RunIdentity;
import gradebox.sandbox.SandboxException;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Listen to what the engine tells of one run's containers. A break in that stream means that the
 * engine went away, whatever it says about its containers later: an engine that restarts reports
 * them killed like any other.
 */
final class EngineEvents implements AutoCloseable {
    private final DockerEngine engine;
    private final String run;
    private final ConcurrentMap<String, ContainerWatch> watches = new ConcurrentHashMap<>();
    private @Nullable Subscription subscription;

    EngineEvents(DockerEngine engine, String run) {
        this.engine = engine;
        this.run = run;
    }

    /** Start to listen, unless that goes on already. */
    synchronized void subscribe() throws SandboxException, InterruptedException {
        if (listening()) {
            return;
        }
        if (subscription != null) {
            engine.renewConnections();
        }
        var next = new Subscription();
        EngineCalls.call("send its events", EngineCalls.USUAL, () -> listen(next));
        subscription = next;
    }

    private Subscription listen(Subscription next) throws InterruptedException, SandboxException {
        engine.client()
                .eventsCmd()
                .withSince(String.valueOf(Instant.now().getEpochSecond()))
                .withEventTypeFilter("container")
                .withEventFilter("oom", "die")
                .withLabelFilter(Map.of(RunIdentity.RUN, run))
                .exec(next);
        next.started.await();
        if (!next.isOpen()) {
            throw new SandboxException("the Docker engine does not send its events");
        }
        return next;
    }

    /** Watch a container from now on; before it starts, so that nothing is missed. */
    ContainerWatch watch(String container) {
        var watch = watches.computeIfAbsent(container, id -> new ContainerWatch());
        if (!listening()) { // the stream broke before there was anything to tell
            watch.ended(new ContainerWatch.End.Lost("the Docker engine went away"));
        }
        return watch;
    }

    private synchronized boolean listening() {
        return subscription != null && subscription.isOpen();
    }

    void forget(String container) {
        watches.remove(container);
    }

    private void heard(Event event) {
        EventActor actor = event.getActor();
        String action = event.getAction();
        var watch = actor == null || actor.getId() == null ? null : watches.get(actor.getId());
        if (watch == null || actor == null || action == null) {
            return;
        }
        if (action.equals("oom")) {
            watch.memoryRanOut();
        } else if (action.equals("die")) {
            var attributes = actor.getAttributes();
            String code = attributes == null ? null : attributes.get("exitCode");
            watch.ended(
                    code != null && code.matches("\\d{1,9}")
                            ? new ContainerWatch.End.Died(Integer.parseInt(code))
                            : new ContainerWatch.End.Lost("the engine gave no exit code"));
        }
    }

    private void broken(String why) {
        var lost = new ContainerWatch.End.Lost("the Docker engine went away: " + why);
        watches.values().forEach(watch -> watch.ended(lost));
    }

    @Override
    public synchronized void close() {
        if (subscription != null) {
            subscription.close();
        }
    }

    private final class Subscription implements ResultCallback<Event> {
        private final CountDownLatch started = new CountDownLatch(1);
        private volatile @Nullable Closeable stream;
        private volatile boolean open = true;

        boolean isOpen() {
            return open;
        }

        @Override
        public void onStart(Closeable closeable) {
            stream = closeable;
            started.countDown();
        }

        @Override
        public void onNext(Event event) {
            heard(event);
        }

        @Override
        public void onError(Throwable cause) {
            end("its events broke off (" + cause.getMessage() + ")");
        }

        @Override
        public void onComplete() {
            end("its events ended");
        }

        private void end(String why) {
            boolean unexpected = open;
            open = false;
            started.countDown();
            if (unexpected) {
                broken(why);
            }
        }

        @Override
        public void close() {
            open = false;
            try {
                if (stream != null) {
                    stream.close();
                }
            } catch (IOException e) {
                // the stream is gone, which is what was wanted
            }
        }
    }
}
