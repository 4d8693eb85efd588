package gradebox.sandbox.docker;

import gradebox.sandbox.CappedLog;
import gradebox.sandbox.Guarantee;
import gradebox.sandbox.OutputBuffer;
import gradebox.sandbox.Posture;
import gradebox.sandbox.RunIdentity;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Trait;
import gradebox.sandbox.host.MachineMemory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Open containers as sandboxes. */
final class DockerSandboxFactory implements SandboxFactory {
    private final DockerEngine engine;
    private final RunIdentity identity;
    private final EngineEvents events;
    private final Removals removals;
    private final AtomicInteger count = new AtomicInteger();
    private final Map<DockerSandbox, Future<?>> open = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor clock;
    private volatile boolean closed;

    DockerSandboxFactory(DockerEngine engine, RunIdentity identity) {
        this.engine = engine;
        this.identity = identity;
        this.events = new EngineEvents(engine, identity.run());
        this.removals = new Removals(engine);
        this.clock =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("sandbox limits").factory());
        clock.setRemoveOnCancelPolicy(true);
    }

    @Override
    public String engine() {
        return "docker";
    }

    /** The engine adds a variable of its own, and whatever the image's recipe sets. */
    @Override
    public Posture posture(SandboxSpec spec) throws SandboxException, InterruptedException {
        var variables = new TreeSet<>(engine.images().variables(spec.image()));
        variables.add("HOSTNAME");
        var posture = Posture.whole(engine.containers().profile(spec).confinement(), variables);
        // NVIDIA's hook, or CDI's specification, says which nodes and variables a device needs
        return spec.gpu().isNone()
                ? posture
                : posture.without(Trait.GPUS).without(Trait.ENVIRONMENT);
    }

    @Override
    public Set<Guarantee> guarantees() {
        return engine.bounds().guarantees(MachineMemory.swaps());
    }

    @Override
    public Sandbox open(SandboxSpec spec, List<String> argv)
            throws SandboxException, InterruptedException {
        if (closed) {
            throw new IllegalStateException("this factory is closed");
        }
        engine.confirm();
        events.subscribe();
        String name = "gradebox-%s-%d".formatted(identity.run(), count.incrementAndGet());
        boolean opened = false;
        try {
            var sandbox = start(name, spec, argv);
            opened = true;
            return sandbox;
        } finally {
            if (!opened) {
                removals.end(name); // an answer may have been lost on its way: go by name
            }
        }
    }

    private DockerSandbox start(String name, SandboxSpec spec, List<String> argv)
            throws SandboxException, InterruptedException {
        var containers = engine.containers();
        String id = containers.create(name, spec, argv, identity.labels(spec.name()));
        var watch = events.watch(id);
        var streams = attach(spec.name(), id);
        boolean started = false;
        try {
            containers.start(id, spec);
            var sandbox = guard(spec, id, watch, streams);
            started = true;
            return sandbox;
        } finally {
            if (!started) {
                streams.stream().close();
                events.forget(id);
            }
        }
    }

    private DockerSandbox.Streams attach(String name, String id)
            throws SandboxException, InterruptedException {
        return EngineCalls.call(
                "hand over a sandbox's streams",
                EngineCalls.USUAL,
                () -> {
                    var output = new OutputBuffer();
                    var log = new CappedLog();
                    var channel = engine.socket().attach(id);
                    try {
                        var stream = new AttachStream(name, channel, output, log);
                        return new DockerSandbox.Streams(stream, output, log);
                    } catch (IOException e) {
                        channel.close();
                        throw e;
                    }
                });
    }

    private DockerSandbox guard(
            SandboxSpec spec, String id, ContainerWatch watch, DockerSandbox.Streams streams)
            throws SandboxException {
        var sandbox =
                new DockerSandbox(spec.name(), id, engine, removals, watch, streams, this::forget);
        long wall = spec.limits().wall().toNanos();
        open.put(sandbox, clock.schedule(() -> expire(sandbox), wall, TimeUnit.NANOSECONDS));
        if (closed) {
            sandbox.close();
            removals.await();
            throw new SandboxException("the sandboxes were closed");
        }
        return sandbox;
    }

    /** The clock has one thread, and to kill may take long. */
    private static void expire(DockerSandbox sandbox) {
        Thread.ofPlatform().daemon().name("limit of " + sandbox.name()).start(sandbox::expire);
    }

    private void forget(DockerSandbox sandbox) {
        var alarm = open.remove(sandbox);
        if (alarm != null) {
            alarm.cancel(false);
        }
        events.forget(sandbox.container());
    }

    @Override
    public void close() {
        closed = true;
        open.keySet().forEach(DockerSandbox::close);
        removals.await();
        clock.shutdownNow();
        events.close();
        if (count.get() > 0) {
            removeLeft();
        }
    }

    /** Remove what could not be removed when its time came, because the engine was away. */
    private void removeLeft() {
        try {
            engine.confirm();
            var own = Map.of(RunIdentity.RUN, identity.run());
            for (var left : engine.containers().labelled(own)) {
                engine.containers().remove(left.getId());
            }
        } catch (SandboxException e) {
            // the next run's sweep removes it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
