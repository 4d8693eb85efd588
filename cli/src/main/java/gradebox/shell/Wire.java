package gradebox.shell;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.DeadlineException;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.shell.Frame.BrokenStreamException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Pass frames to and from the relay in a sandbox. Many threads may send, one receives. */
final class Wire {
    /** What may be on its way in either direction; the relay says the same. */
    static final int WINDOW = 1 << 18;

    /** Frames of the window, and their heads: one for each byte at worst. */
    private static final int UNREAD = WINDOW * (Frame.HEAD + 1) + (1 << 16);

    /** The relay reads at all times; one that does not is stopped or gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Sandbox sandbox;
    private final ReentrantLock sending = new ReentrantLock();
    private final ByteBuffer arrived = ByteBuffer.allocate(2 * (Frame.MOST + Frame.HEAD)).flip();

    Wire(Sandbox sandbox) {
        this.sandbox = sandbox;
        sandbox.allow(UNREAD);
    }

    void send(Frame frame) throws SandboxException, DeadlineException, InterruptedException {
        sending.lockInterruptibly();
        try {
            sandbox.send(frame.bytes(), Deadline.after(PATIENCE));
        } finally {
            sending.unlock();
        }
    }

    /**
     * Wait for a frame.
     *
     * @return empty once the relay has ended
     * @throws DeadlineException if none comes by the deadline; the next call goes on
     */
    Optional<Frame> receive(Deadline deadline)
            throws SandboxException,
                    BrokenStreamException,
                    DeadlineException,
                    InterruptedException {
        for (var frame = Frame.take(arrived); ; frame = Frame.take(arrived)) {
            if (frame.isPresent()) {
                return frame;
            }
            arrived.compact();
            int count;
            try {
                count = sandbox.receive(arrived, deadline);
            } finally {
                arrived.flip();
            }
            if (count < 0) {
                return end();
            }
        }
    }

    private Optional<Frame> end() throws BrokenStreamException {
        if (arrived.hasRemaining() || sandbox.overflowed()) {
            throw new BrokenStreamException();
        }
        return Optional.empty();
    }
}
