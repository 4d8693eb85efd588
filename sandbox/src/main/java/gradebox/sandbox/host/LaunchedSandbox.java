package gradebox.sandbox.host;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.DeadlineException;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.Termination;
import gradebox.sandbox.Verdict;
import gradebox.sandbox.host.Slots.Slot;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Hold a sandbox that a process of this machine stands for, from its start until nothing of it is
 * left. That process holds the program's output open: its end is also that of the sandbox.
 */
public abstract class LaunchedSandbox implements Sandbox {
    /** How long what an ended process has written may take to arrive. */
    protected static final Duration LAST_WORDS = Duration.ofSeconds(5);

    /** How long processes that were killed may take to be gone. */
    protected static final Duration LAST = Duration.ofSeconds(10);

    private final String name;
    private final Process process;
    private final Slot slot;
    private final TreeKeeper keeper;
    private final ProcessStreams streams;
    private final OpenSandboxes open;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean killedByUs;
    private @Nullable Termination termination;

    /**
     * @param slot given back once nothing is left
     * @param open where it is known until then
     */
    protected LaunchedSandbox(
            String name, Process process, Slot slot, TreeKeeper keeper, OpenSandboxes open) {
        this.name = name;
        this.process = process;
        this.slot = slot;
        this.keeper = keeper;
        this.open = open;
        this.streams = new ProcessStreams(name, process);
    }

    /** Let its memory be watched from now on. */
    final void begin() {
        keeper.began(process.toHandle(), this::kill);
    }

    /** Return the program's exit code as a shell has it; empty if the program never began. */
    protected abstract OptionalInt exitCode();

    /** Say why the program never began. */
    protected abstract String failure();

    /** Begin to end every process of the sandbox; takes no time. */
    protected abstract void kill();

    /**
     * Wait for the end of every process of a sandbox that was killed.
     *
     * @return whether all have ended
     */
    protected abstract boolean awaitGone() throws InterruptedException;

    protected final Process process() {
        return process;
    }

    protected final Slot place() {
        return slot;
    }

    /** Return what its slot is called. */
    public final String slot() {
        return String.valueOf(slot.folder().getFileName());
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final void send(ByteBuffer bytes, Deadline deadline)
            throws DeadlineException, InterruptedException {
        streams.send(bytes, deadline);
    }

    @Override
    public final void closeInput() {
        streams.closeInput();
    }

    @Override
    public final int receive(ByteBuffer into, Deadline deadline)
            throws SandboxException, DeadlineException, InterruptedException {
        int count = streams.output().take(into, deadline);
        if (count < 0
                && !closed.get()
                && await(Deadline.after(LAST_WORDS)).orElse(null)
                        instanceof Termination.EngineLost lost) {
            throw new SandboxException(lost.what());
        }
        return count;
    }

    @Override
    public final int unread() {
        return streams.output().unread();
    }

    @Override
    public final void allow(int bytes) {
        streams.output().allow(bytes);
    }

    @Override
    public final boolean overflowed() {
        return streams.output().overflowed();
    }

    @Override
    public final String log() {
        return streams.log().text();
    }

    @Override
    public final synchronized boolean ranOutOfMemory() throws SandboxException {
        return closed.get()
                ? termination instanceof Termination.OutOfMemory
                : keeper.ranOutOfMemory();
    }

    @Override
    public final Optional<Termination> await(Deadline deadline)
            throws SandboxException, InterruptedException {
        if (!process.waitFor(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        streams.awaitEnd(LAST_WORDS);
        return Optional.of(judge());
    }

    private synchronized Termination judge() throws SandboxException {
        if (termination == null) {
            termination =
                    closed.get() ? new Termination.EngineLost("the sandbox was closed") : verdict();
        }
        return termination;
    }

    private Termination verdict() throws SandboxException {
        boolean shortOfMemory = keeper.ranOutOfMemory();
        var code = exitCode();
        return code.isPresent() || killedByUs || shortOfMemory
                ? new Verdict(code.orElse(0), killedByUs, shortOfMemory).termination()
                : new Termination.EngineLost(failure());
    }

    /** Return the last line of what was written to standard error. */
    protected final String lastLine() {
        return log().lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b);
    }

    /** Kill the program because its time is over. */
    final void expire() {
        if (!closed.get() && process.isAlive()) {
            killedByUs = true;
            kill();
        }
    }

    @Override
    public final void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        kill();
        boolean gone = Uninterrupted.get(this::awaitGone);
        streams.close();
        if (keeper.end() && gone) {
            slot.close(); // else a later run's sweep finds it
        }
        open.forget(this);
    }
}
