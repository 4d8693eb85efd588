package gradebox.sandbox.docker;

import gradebox.sandbox.CappedLog;
import gradebox.sandbox.Deadline;
import gradebox.sandbox.DeadlineException;
import gradebox.sandbox.OutputBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Carry a container's streams over a connection that was taken over from the engine.
 *
 * <p>A thread of its own drains the connection from the start to the end, whoever reads: a client
 * that stops reading while a program floods makes kill, remove and inspect of that container hang.
 * The connection does not block, so that sending can have a deadline without a thread for each.
 */
final class AttachStream implements AutoCloseable {
    /** The JDK copies a whole heap buffer for every write, however little of it is taken. */
    private static final int PIECE = 1 << 17;

    private static final int LOOK_UP_MILLIS = 50;

    private final SocketChannel channel;
    private final Selector readable;
    private final Selector writable;
    private final OutputBuffer output;
    private final CappedLog log;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread reader;

    AttachStream(String name, SocketChannel channel, OutputBuffer output, CappedLog log)
            throws IOException {
        this.channel = channel;
        this.output = output;
        this.log = log;
        channel.configureBlocking(false);
        readable = Selector.open();
        writable = Selector.open();
        channel.register(readable, SelectionKey.OP_READ);
        channel.register(writable, SelectionKey.OP_WRITE);
        reader = Thread.ofPlatform().daemon().name("sandbox " + name).start(this::drain);
    }

    private void drain() {
        var frames = new StreamFrames(output::append, log::append);
        var buffer = ByteBuffer.allocateDirect(1 << 16);
        boolean drained = false;
        try {
            while (channel.read(buffer.clear()) >= 0) {
                if (buffer.position() == 0) {
                    readable.select();
                    readable.selectedKeys().clear();
                } else {
                    frames.feed(buffer.flip());
                }
            }
            drained = true;
        } catch (IOException | ClosedSelectorException | InterruptedException e) {
            // Closed by us, or the engine is gone; which of them is not for this thread to say.
        } finally {
            if (!drained) {
                close(); // a connection that nobody drains must not stay open
            }
            output.end();
            ended.countDown();
        }
    }

    /**
     * Write to the program's input.
     *
     * @param gone tells whether the program has ended; the engine keeps the connection open then,
     *     but takes no more from it
     * @throws DeadlineException if the program does not take all of it in time
     */
    void send(ByteBuffer bytes, Deadline deadline, BooleanSupplier gone)
            throws DeadlineException, InterruptedException {
        try {
            while (bytes.hasRemaining() && !gone.getAsBoolean()) {
                int length = Math.min(bytes.remaining(), PIECE);
                int taken = channel.write(bytes.slice(bytes.position(), length));
                bytes.position(bytes.position() + taken);
                if (taken == 0) {
                    waitForRoom(deadline);
                }
            }
        } catch (DeadlineException e) {
            throw e;
        } catch (IOException | ClosedSelectorException e) {
            // the connection is gone, and the program with it
        }
        bytes.position(bytes.limit());
    }

    private void waitForRoom(Deadline deadline) throws IOException, InterruptedException {
        if (deadline.passed()) {
            throw new DeadlineException();
        }
        writable.select(Math.clamp(deadline.left().toMillis(), 1, LOOK_UP_MILLIS));
        writable.selectedKeys().clear();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Close the program's input; its output stays open. */
    void closeInput() {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            // it is closed already
        }
    }

    /** Wait until everything that the program wrote has arrived, but no longer than this. */
    void awaitEnd(Duration limit) throws InterruptedException {
        ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Let go of the connection at once. A channel that is registered lives on until its selectors
     * let go of it; the engine must not wait for that, so both directions are shut down first.
     */
    @Override
    public void close() {
        closeInput();
        try {
            channel.shutdownInput();
        } catch (IOException e) {
            // it is closed already
        }
        try (channel;
                readable;
                writable) {
            reader.interrupt();
        } catch (IOException e) {
            // nothing is left to close
        }
        output.end();
    }
}
