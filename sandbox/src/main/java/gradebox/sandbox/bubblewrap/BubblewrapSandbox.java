package gradebox.sandbox.bubblewrap;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.DeadlineException;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.Termination;
import gradebox.sandbox.Verdict;
import gradebox.sandbox.host.FirstProcess;
import gradebox.sandbox.host.ProcessStreams;
import gradebox.sandbox.host.Slots.Slot;
import gradebox.sandbox.host.TreeKeeper;
import gradebox.sandbox.host.Uninterrupted;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hold one bubblewrap, from its start until nothing of it is left. */
final class BubblewrapSandbox implements Sandbox {
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final Duration LAST = Duration.ofSeconds(10);

    private final String name;
    private final Process process;
    private final Place place;
    private final ProcessStreams streams;
    private final Consumer<BubblewrapSandbox> whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean killedByUs;
    private @Nullable Termination termination;

    /** Group what a sandbox has of the host. */
    record Place(Slot slot, Path status, TreeKeeper keeper) {}

    BubblewrapSandbox(
            String name, Process process, Place place, Consumer<BubblewrapSandbox> whenClosed) {
        this.name = name;
        this.process = process;
        this.place = place;
        this.whenClosed = whenClosed;
        this.streams = new ProcessStreams(name, process);
        place.keeper().began(process.toHandle());
    }

    @Override
    public String name() {
        return name;
    }

    /** Return what its slot is called. */
    String slot() {
        return String.valueOf(place.slot().folder().getFileName());
    }

    @Override
    public void send(ByteBuffer bytes, Deadline deadline)
            throws DeadlineException, InterruptedException {
        streams.send(bytes, deadline);
    }

    @Override
    public void closeInput() {
        streams.closeInput();
    }

    @Override
    public int receive(ByteBuffer into, Deadline deadline)
            throws SandboxException, DeadlineException, InterruptedException {
        int count = streams.output().take(into, deadline);
        // bubblewrap itself holds the output open: its end is also that of the sandbox
        if (count < 0
                && !closed.get()
                && await(Deadline.after(LAST_WORDS)).orElse(null)
                        instanceof Termination.EngineLost lost) {
            throw new SandboxException(lost.what());
        }
        return count;
    }

    @Override
    public int unread() {
        return streams.output().unread();
    }

    @Override
    public void allow(int bytes) {
        streams.output().allow(bytes);
    }

    @Override
    public boolean overflowed() {
        return streams.output().overflowed();
    }

    @Override
    public String log() {
        return streams.log().text();
    }

    @Override
    public synchronized boolean ranOutOfMemory() throws SandboxException {
        return closed.get()
                ? termination instanceof Termination.OutOfMemory
                : place.keeper().ranOutOfMemory();
    }

    @Override
    public Optional<Termination> await(Deadline deadline)
            throws SandboxException, InterruptedException {
        if (!process.waitFor(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        streams.awaitEnd(LAST_WORDS);
        return Optional.of(judge());
    }

    private synchronized Termination judge() throws SandboxException {
        if (termination == null) {
            termination = closed.get() ? closedEarly() : verdict();
        }
        return termination;
    }

    private static Termination closedEarly() {
        return new Termination.EngineLost("the sandbox was closed");
    }

    private Termination verdict() throws SandboxException {
        boolean shortOfMemory = place.keeper().ranOutOfMemory();
        var code = Status.read(place.status()).exitCode();
        if (code.isPresent() || killedByUs || shortOfMemory) {
            return new Verdict(code.orElse(0), killedByUs, shortOfMemory).termination();
        }
        return new Termination.EngineLost(
                "bubblewrap could not run the sandbox (exit code %d): %s"
                        .formatted(process.exitValue(), lastLine(log())));
    }

    private static String lastLine(String log) {
        return log.lines().filter(line -> !line.isBlank()).reduce("", (a, b) -> b);
    }

    /** Kill the program because its time is over. */
    void expire() {
        if (!closed.get() && process.isAlive()) {
            killedByUs = true;
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        process.destroyForcibly();
        boolean gone = Uninterrupted.get(this::waitForAll);
        streams.close();
        if (place.keeper().end() && gone) {
            place.slot().close(); // else a later run's sweep finds it
        }
        whenClosed.accept(this);
    }

    /** All processes inside are gone as soon as the first is, and it dies with bubblewrap. */
    private boolean waitForAll() throws InterruptedException {
        var deadline = Deadline.after(LAST);
        boolean dead = process.waitFor(LAST.toNanos(), TimeUnit.NANOSECONDS);
        var first = Status.read(place.status()).first();
        return dead && (first.isEmpty() || FirstProcess.awaitEnd(first.getAsLong(), deadline));
    }
}
