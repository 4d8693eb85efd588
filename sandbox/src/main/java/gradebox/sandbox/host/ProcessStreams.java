package gradebox.sandbox.host;

import gradebox.sandbox.CappedLog;
import gradebox.sandbox.Deadline;
import gradebox.sandbox.DeadlineException;
import gradebox.sandbox.OutputBuffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Carry the streams of a process: both of its outputs are drained from its start to its end,
 * whoever reads, and a write to it has a deadline.
 */
public final class ProcessStreams implements AutoCloseable {
    private static final int PIECE = 1 << 17;

    private final OutputStream input;
    private final OutputBuffer output = new OutputBuffer();
    private final CappedLog log = new CappedLog();
    private final Thread outputReader;
    private final Thread logReader;

    /** A pipe of the JDK's has no deadline: what is written waits on a thread of its own. */
    private final ExecutorService writer;

    private volatile boolean gone;

    public ProcessStreams(String name, Process process) {
        this.input = process.getOutputStream();
        String thread = "sandbox " + name;
        outputReader = daemon(thread, () -> drainOutput(process.getInputStream()));
        logReader = daemon(thread + " log", () -> drainLog(process.getErrorStream()));
        writer =
                Executors.newSingleThreadExecutor(
                        Thread.ofPlatform().daemon().name(thread + " input").factory());
    }

    private static Thread daemon(String name, Runnable task) {
        return Thread.ofPlatform().daemon().name(name).start(task);
    }

    private interface Sink {
        void accept(ByteBuffer bytes) throws InterruptedException;
    }

    private void drainOutput(InputStream from) {
        try {
            drain(from, output::append);
        } catch (IOException | InterruptedException e) {
            // the process is gone, or the sandbox closed: both are the end
        } finally {
            output.end();
        }
    }

    private void drainLog(InputStream from) {
        try {
            drain(from, log::append);
        } catch (IOException | InterruptedException e) {
            // as above
        }
    }

    private static void drain(InputStream from, Sink to) throws IOException, InterruptedException {
        var buffer = new byte[1 << 16];
        for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
            to.accept(ByteBuffer.wrap(buffer, 0, n));
        }
    }

    public OutputBuffer output() {
        return output;
    }

    public CappedLog log() {
        return log;
    }

    /**
     * Write to the process; what one that is gone would have read is dropped.
     *
     * @throws DeadlineException if it does not take all of it in time
     */
    public void send(ByteBuffer bytes, Deadline deadline)
            throws DeadlineException, InterruptedException {
        while (bytes.hasRemaining() && !gone) {
            var piece = new byte[Math.min(bytes.remaining(), PIECE)];
            bytes.get(piece);
            await(() -> write(piece), deadline);
        }
        bytes.position(bytes.limit());
    }

    private void await(Runnable write, Deadline deadline)
            throws DeadlineException, InterruptedException {
        try {
            writer.submit(write).get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new DeadlineException();
        } catch (RejectedExecutionException e) {
            gone = true; // the sandbox is closed
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void write(byte[] piece) {
        try {
            input.write(piece);
            input.flush();
        } catch (IOException e) {
            gone = true;
        }
    }

    /** Close the process's input, behind all that was sent. */
    public void closeInput() {
        try {
            writer.execute(this::closeNow);
        } catch (RejectedExecutionException e) {
            // it is closed already
        }
    }

    private void closeNow() {
        try {
            input.close();
        } catch (IOException e) {
            // it is closed all the same
        }
    }

    /** Wait until everything that an ended process wrote has arrived, but no longer than this. */
    public void awaitEnd(Duration limit) throws InterruptedException {
        var deadline = Deadline.after(limit);
        outputReader.join(deadline.left());
        logReader.join(deadline.left());
    }

    /** Let go of the streams of a process that has been killed. */
    @Override
    public void close() {
        gone = true;
        closeInput();
        writer.shutdown();
        output.end();
    }
}
