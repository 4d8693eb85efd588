package gradebox.sandbox;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Hold one running program, shut away. A sandbox is one period of trust: what ran in it is never
 * let near another submission, and {@link #close} ends every process in it.
 *
 * <p>The program's standard output and error are drained at all times, whether or not anybody
 * reads, so that a program that floods them can neither block itself into a state that the engine
 * cannot end nor fill the heap: what is not read is kept up to {@link #allow}, and what comes
 * beyond that is thrown away and remembered as {@link #overflowed()}.
 *
 * <p>One thread may send while another receives; otherwise a sandbox is used by one thread at a
 * time.
 */
public interface Sandbox extends AutoCloseable {

    String name();

    /**
     * Write to the program's standard input.
     *
     * @throws DeadlineException if the program does not take all of it by the deadline
     * @throws SandboxException if the engine fails; a program that is gone is no such failure: what
     *     it would have read is dropped
     */
    void send(ByteBuffer bytes, Deadline deadline)
            throws SandboxException, DeadlineException, InterruptedException;

    /** Close the program's standard input. */
    void closeInput();

    /**
     * Read from the program's standard output: at least one byte, at most what fits.
     *
     * @return how many bytes were put into the buffer; -1 once the program has closed its output or
     *     is gone
     * @throws DeadlineException if nothing comes by the deadline
     */
    int receive(ByteBuffer into, Deadline deadline)
            throws SandboxException, DeadlineException, InterruptedException;

    /** Return how many bytes of standard output have arrived and were not read. */
    int unread();

    /** Keep up to this many unread bytes of standard output; 64 KiB unless told. */
    void allow(int bytes);

    /** Tell whether the program wrote more than was allowed. */
    boolean overflowed();

    /**
     * Return what the program wrote to its standard error so far: capped, decoded as UTF-8 with
     * replacement characters.
     */
    String log();

    /** Tell whether the kernel has killed a process of this sandbox for want of memory. */
    boolean ranOutOfMemory() throws SandboxException, InterruptedException;

    /**
     * Wait for the program to end.
     *
     * @return how it ended; empty if it still runs at the deadline
     */
    Optional<Termination> await(Deadline deadline) throws SandboxException, InterruptedException;

    /**
     * Kill whatever still runs; once this returns, nothing does. What it leaves in the engine is
     * cleared away by the time that its factory is closed. Idempotent; never blocks for longer than
     * the engine's own deadlines.
     */
    @Override
    void close();
}
