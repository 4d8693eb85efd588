package gradebox.sandbox.local;

import gradebox.sandbox.CappedLog;
import gradebox.sandbox.Deadline;
import gradebox.sandbox.DeadlineException;
import gradebox.sandbox.OutputBuffer;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Termination;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Hold one local process. */
final class LocalSandbox implements Sandbox {
    private final String name;
    private final Process process;
    private final Path work;
    private final Consumer<LocalSandbox> whenClosed;
    private final OutputBuffer output = new OutputBuffer();
    private final CappedLog log = new CappedLog();
    private final Thread errorReader;
    private volatile boolean outlivedItsLimit;

    LocalSandbox(SandboxSpec spec, Process process, Path work, Consumer<LocalSandbox> whenClosed) {
        this.name = spec.name();
        this.process = process;
        this.work = work;
        this.whenClosed = whenClosed;
        daemon("output", this::drainOutput);
        errorReader = daemon("log", this::drainLog);
        daemon("limit", () -> enforce(Deadline.after(spec.limits().wall())));
    }

    private Thread daemon(String what, Runnable task) {
        return Thread.ofPlatform().daemon().name("local sandbox " + name + " " + what).start(task);
    }

    private void drainOutput() {
        try (var stream = process.getInputStream()) {
            drain(stream, output::append);
        } catch (IOException | InterruptedException e) {
            // the process is gone, or the sandbox closed: both are the end
        } finally {
            output.end();
        }
    }

    private void drainLog() {
        try (var stream = process.getErrorStream()) {
            drain(stream, log::append);
        } catch (IOException | InterruptedException e) {
            // as above
        }
    }

    private interface Sink {
        void accept(ByteBuffer bytes) throws InterruptedException;
    }

    private static void drain(InputStream from, Sink to) throws IOException, InterruptedException {
        var buffer = new byte[1 << 16];
        for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
            to.accept(ByteBuffer.wrap(buffer, 0, n));
        }
    }

    private void enforce(Deadline limit) {
        try {
            if (!process.waitFor(limit.left().toNanos(), TimeUnit.NANOSECONDS)) {
                outlivedItsLimit = true;
                killAll();
            }
        } catch (InterruptedException e) {
            killAll();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void send(ByteBuffer bytes, Deadline deadline)
            throws DeadlineException, InterruptedException {
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        var writing = new FutureTask<>(() -> write(copy), null);
        daemon("input", writing);
        try {
            writing.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new DeadlineException();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void write(byte[] bytes) {
        try {
            process.getOutputStream().write(bytes);
            process.getOutputStream().flush();
        } catch (IOException e) {
            // the program is gone or has closed its input: what it would have read is dropped
        }
    }

    @Override
    public void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // it is closed all the same
        }
    }

    @Override
    public int receive(ByteBuffer into, Deadline deadline)
            throws DeadlineException, InterruptedException {
        return output.take(into, deadline);
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
    public boolean ranOutOfMemory() {
        return false;
    }

    @Override
    public Optional<Termination> await(Deadline deadline) throws InterruptedException {
        if (!process.waitFor(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        errorReader.join(1000);
        int code = process.exitValue();
        if (outlivedItsLimit) {
            return Optional.of(new Termination.TimedOut());
        }
        return Optional.of(
                code > 128 && code <= 192
                        ? new Termination.Signalled(code - 128)
                        : new Termination.Exited(code));
    }

    private void killAll() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        killAll();
        output.end();
        whenClosed.accept(this);
        deleteWork();
    }

    private void deleteWork() {
        try (var files = Files.walk(work)) {
            files.sorted(Comparator.reverseOrder())
                    .map(Path::toFile)
                    .forEach(file -> file.delete());
        } catch (IOException | UncheckedIOException e) {
            // closed twice, or a dying process still writes: it is a temporary folder
        }
    }
}
