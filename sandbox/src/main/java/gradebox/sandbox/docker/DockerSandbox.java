package gradebox.sandbox.docker;

import gradebox.sandbox.CappedLog;
import gradebox.sandbox.Deadline;
import gradebox.sandbox.DeadlineException;
import gradebox.sandbox.OutputBuffer;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.Termination;
import gradebox.sandbox.Verdict;
import gradebox.sandbox.host.KernelLog;
import gradebox.sandbox.host.MachineMemory;
import gradebox.sandbox.host.MemoryKills;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hold one container, from its start to its removal. */
final class DockerSandbox implements Sandbox {
    /** How long after an end its last words and the engine's other events may take to arrive. */
    private static final Duration LATE = Duration.ofMillis(300);

    /** How long an engine that works may take to answer a ping on a machine that is busy. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final String name;
    private final String container;
    private final DockerEngine engine;
    private final Removals removals;
    private final ContainerWatch watch;
    private final AttachStream stream;
    private final OutputBuffer output;
    private final CappedLog log;
    private final Consumer<DockerSandbox> whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final long killsBefore = MachineMemory.kills();
    private volatile boolean killedByUs;
    private @Nullable Termination termination;

    /** Group a container's streams. */
    record Streams(AttachStream stream, OutputBuffer output, CappedLog log) {}

    DockerSandbox(
            String name,
            String container,
            DockerEngine engine,
            Removals removals,
            ContainerWatch watch,
            Streams streams,
            Consumer<DockerSandbox> whenClosed) {
        this.name = name;
        this.container = container;
        this.engine = engine;
        this.removals = removals;
        this.watch = watch;
        this.stream = streams.stream();
        this.output = streams.output();
        this.log = streams.log();
        this.whenClosed = whenClosed;
    }

    @Override
    public String name() {
        return name;
    }

    /** Return what the engine calls it. */
    String container() {
        return container;
    }

    @Override
    public void send(ByteBuffer bytes, Deadline deadline)
            throws SandboxException, DeadlineException, InterruptedException {
        stream.send(bytes, deadline, () -> watch.end().isPresent());
        if (watch.end().orElse(null) instanceof ContainerWatch.End.Lost lost && !closed.get()) {
            throw new SandboxException(lost.what());
        }
    }

    @Override
    public void closeInput() {
        stream.closeInput();
    }

    @Override
    public int receive(ByteBuffer into, Deadline deadline)
            throws SandboxException, DeadlineException, InterruptedException {
        int count = output.take(into, deadline);
        if (count < 0 && !closed.get()) {
            confirmEngine();
        }
        return count;
    }

    /** The end of the streams is the program's doing only if the engine is still there. */
    private void confirmEngine() throws SandboxException, InterruptedException {
        if (watch.end().orElse(null) instanceof ContainerWatch.End.Lost lost) {
            throw new SandboxException(lost.what());
        }
        long asked = System.nanoTime();
        engine.ping();
        var silence = Duration.ofNanos(System.nanoTime() - asked);
        if (silence.compareTo(SILENCE) > 0) {
            // What the program wrote meanwhile has not come through: nobody was late but the
            // engine.
            throw new SandboxException(
                    "the Docker engine hung for %d s".formatted(silence.toSeconds()));
        }
    }

    @Override
    public int unread() {
        return output.unread();
    }

    @Override
    public void allow(int bytes) {
        output.allow(bytes);
    }

    @Override
    public boolean overflowed() {
        return output.overflowed();
    }

    @Override
    public String log() {
        return log.text();
    }

    @Override
    public boolean ranOutOfMemory() throws SandboxException, InterruptedException {
        if (closed.get()) {
            return watch.awaitMemoryRanOut(Duration.ZERO);
        }
        confirmEngine();
        if (watch.end().orElse(null) instanceof ContainerWatch.End.Died died) {
            return wasShortOfMemory(died.code());
        }
        var state = engine.containers().inspect(container).getState();
        Long pid = state.getPidLong();
        var kills =
                pid == null ? Optional.<MemoryKills>empty() : MemoryCounters.kills(pid, container);
        if (kills.isPresent()) {
            return kills.get().isOwn();
        }
        return (Boolean.TRUE.equals(state.getOOMKilled()) || watch.awaitMemoryRanOut(LATE))
                && isOwnWant();
    }

    /**
     * Say whether what the engine tells of was at the container's limit, as far as can be known.
     */
    private boolean isOwnWant() throws SandboxException, InterruptedException {
        return KernelLog.kills(container)
                .filter(told -> told != MemoryKills.NONE)
                .orElse(MemoryKills.OWN)
                .isOwn();
    }

    @Override
    public Optional<Termination> await(Deadline deadline)
            throws SandboxException, InterruptedException {
        var end = watch.awaitEnd(deadline);
        if (end.isEmpty()) {
            return Optional.empty();
        }
        stream.awaitEnd(LAST_WORDS);
        return Optional.of(judge(end.get()));
    }

    private synchronized Termination judge(ContainerWatch.End end) throws InterruptedException {
        if (termination == null) {
            termination =
                    switch (end) {
                        case ContainerWatch.End.Lost lost ->
                                new Termination.EngineLost(lost.what());
                        case ContainerWatch.End.Died died -> judge(died.code());
                    };
        }
        return termination;
    }

    private Termination judge(int exitCode) throws InterruptedException {
        try {
            // An engine that is shut down kills its containers first; it takes no new connection.
            engine.ping();
            return new Verdict(exitCode, killedByUs, wasShortOfMemory(exitCode)).termination();
        } catch (SandboxException e) {
            return new Termination.EngineLost(String.valueOf(e.getMessage()));
        }
    }

    private boolean wasShortOfMemory(int exitCode) throws SandboxException, InterruptedException {
        boolean signalled = !killedByUs && Verdict.looksSignalled(exitCode);
        if (watch.awaitMemoryRanOut(Duration.ZERO)
                || Boolean.TRUE.equals(
                        engine.containers().inspect(container).getState().getOOMKilled())
                || (signalled && watch.awaitMemoryRanOut(LATE))) {
            return isOwnWant();
        }
        return signalled && wasKilledUntold();
    }

    /**
     * Engines tell of kills at a container's limit. Of others the kernel's log tells, or, where it
     * may not be read, the machine's own count: then somebody was killed, and it may be this.
     */
    private boolean wasKilledUntold() throws SandboxException, InterruptedException {
        return KernelLog.kills(container)
                .orElseGet(
                        () ->
                                MachineMemory.kills() > killsBefore
                                        ? MemoryKills.MACHINE
                                        : MemoryKills.NONE)
                .isOwn();
    }

    /** Kill the program because its time is over. */
    void expire() {
        if (closed.get() || watch.end().isPresent()) {
            return;
        }
        try {
            confirmEngine(); // one that hung has not told yet of a program that ended in time
            killedByUs = true;
            engine.containers().kill(container);
        } catch (SandboxException e) {
            watch.ended(new ContainerWatch.End.Lost(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Let go of the streams first: the engine hangs on a container that floods a deaf client. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        stream.close();
        watch.ended(new ContainerWatch.End.Lost("the sandbox was closed"));
        removals.end(container);
        whenClosed.accept(this);
    }
}
