package gradebox.sandbox.docker;

import gradebox.sandbox.CappedLog;
import gradebox.sandbox.Deadline;
import gradebox.sandbox.DeadlineException;
import gradebox.sandbox.OutputBuffer;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.Termination;
import gradebox.sandbox.Verdict;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
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
        if (watch.awaitMemoryRanOut(Duration.ZERO)) {
            return true;
        }
        confirmEngine();
        if (watch.end().orElse(null) instanceof ContainerWatch.End.Died died) {
            return wasShortOfMemory(died.code());
        }
        var state = engine.containers().inspect(container).getState();
        Long pid = state.getPidLong();
        var kills =
                pid == null
                        ? OptionalLong.empty()
                        : MemoryCounters.outOfMemoryKills(pid, container);
        return kills.isPresent()
                ? kills.getAsLong() > 0
                : Boolean.TRUE.equals(state.getOOMKilled()) || watch.awaitMemoryRanOut(LATE);
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
        if (watch.awaitMemoryRanOut(Duration.ZERO)) {
            return true;
        }
        var state = engine.containers().inspect(container).getState();
        return Boolean.TRUE.equals(state.getOOMKilled())
                || (!killedByUs
                        && Verdict.looksSignalled(exitCode)
                        && watch.awaitMemoryRanOut(LATE));
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
