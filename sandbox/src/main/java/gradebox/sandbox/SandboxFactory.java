package gradebox.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Open sandboxes on one engine. Safe for use by many threads. */
public interface SandboxFactory extends AutoCloseable {

    /** Return the engine's name as a user writes it: {@code docker}. */
    String engine();

    /**
     * Return what every sandbox of this factory keeps, on this machine and for this user: all,
     * unless an engine knows better.
     */
    default Set<Guarantee> guarantees() {
        return EnumSet.allOf(Guarantee.class);
    }

    /**
     * Tell whether the kernel does not bound a whole sandbox's memory and CPU time here: no more
     * than one submission is graded at a time then, and every report says so.
     */
    default boolean degraded() {
        return !guarantees().containsAll(Set.of(Guarantee.TREE_MEMORY, Guarantee.CPU_SHARE));
    }

    /** What a record of a degraded engine ends in. */
    String DEGRADED = " (degraded)";

    /**
     * Return what reports say of the engine: results of a degraded one are never taken for full.
     */
    default String recorded() {
        return degraded() ? engine() + DEGRADED : engine();
    }

    /**
     * Promise what a sandbox is like; every run holds its engine to this before it grades.
     *
     * @param spec of a sandbox whose program is process 1
     */
    default Posture posture(SandboxSpec spec) throws SandboxException, InterruptedException {
        return Posture.NONE;
    }

    /**
     * Start a program in a new sandbox.
     *
     * @param argv the program and its arguments; never given to a shell
     * @throws EngineUnavailableException if no sandbox of this kind can be had on this machine
     * @throws SandboxException if the engine fails
     */
    Sandbox open(SandboxSpec spec, List<String> argv) throws SandboxException, InterruptedException;

    /** Run a program to its end in a sandbox of its own, with nothing on its standard input. */
    default ExecResult run(SandboxSpec spec, List<String> argv, Duration limit, int outputCap)
            throws SandboxException, InterruptedException {
        return run(spec, argv, new byte[0], limit, outputCap);
    }

    /**
     * Run a program to its end in a sandbox of its own.
     *
     * @param input what it reads on its standard input
     * @param limit how long it may run; it is killed then
     * @param outputCap how many bytes of its standard output to keep
     */
    default ExecResult run(
            SandboxSpec spec, List<String> argv, byte[] input, Duration limit, int outputCap)
            throws SandboxException, InterruptedException {
        try (var sandbox = open(spec, argv)) {
            long started = System.nanoTime(); // what it takes to open one is not the program's time
            var deadline = Deadline.after(limit);
            sandbox.allow(outputCap);
            var output = new ByteArrayOutputStream();
            var buffer = ByteBuffer.allocate(1 << 16);
            boolean truncated = false;
            Termination termination;
            try {
                sandbox.send(ByteBuffer.wrap(input), deadline);
                sandbox.closeInput();
                while (sandbox.receive(buffer.clear(), deadline) >= 0) {
                    int room = Math.min(buffer.position(), outputCap - output.size());
                    truncated |= room < buffer.position();
                    output.write(buffer.array(), 0, room);
                    if (deadline.passed()) { // a flood never keeps the reader waiting
                        throw new DeadlineException();
                    }
                }
                var end = sandbox.await(deadline);
                termination = end.isPresent() ? end.get() : late(sandbox);
            } catch (DeadlineException e) {
                termination = late(sandbox);
            }
            var wall = Duration.ofNanos(System.nanoTime() - started);
            return new ExecResult(
                    termination,
                    wall,
                    output.toByteArray(),
                    truncated || sandbox.overflowed(),
                    sandbox.log());
        }
    }

    /** Say whose lateness it is: an engine that hangs cannot answer this, and fails by that. */
    private static Termination late(Sandbox sandbox) throws SandboxException, InterruptedException {
        return sandbox.ranOutOfMemory()
                ? new Termination.OutOfMemory()
                : new Termination.TimedOut();
    }

    /**
     * Give back what the factory itself holds. Sandboxes that are still open are closed, and
     * nothing is left of any of them.
     */
    @Override
    void close();
}
