package gradebox.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Hold the terminal that gradebox was started from: its size, and its mode for the time of a shell.
 *
 * <p>The JDK knows no terminals, so that a small shell script sets the mode with {@code stty}. It
 * gives the terminal back once its own input ends, and so does even where this JVM is killed.
 */
final class LocalTerminal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Process keeper;
    private final OutputStream orders;
    private final BlockingQueue<WindowSize> first = new ArrayBlockingQueue<>(1);
    private volatile Consumer<WindowSize> resized = size -> {};

    private LocalTerminal(Process keeper) {
        this.keeper = keeper;
        this.orders = keeper.getOutputStream();
        Thread.ofPlatform().daemon().name("terminal size").start(this::readSizes);
    }

    /** Take the terminal that standard output is; its mode stays for now. */
    static LocalTerminal open() throws IOException {
        return new LocalTerminal(
                new ProcessBuilder("sh", "-c", script(), "sh")
                        .redirectOutput(Redirect.INHERIT)
                        .start());
    }

    private static String script() throws IOException {
        try (InputStream in = LocalTerminal.class.getResourceAsStream("raw.sh")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void readSizes() {
        try (var lines = keeper.errorReader(StandardCharsets.UTF_8)) {
            readSizes(lines);
        } catch (IOException | UncheckedIOException e) {
            // it has ended, and the shell keeps the size that it has
        }
    }

    private void readSizes(BufferedReader lines) {
        lines.lines()
                .forEach(
                        line ->
                                WindowSize.parse(line)
                                        .ifPresent(
                                                size -> {
                                                    if (!first.offer(size)) {
                                                        resized.accept(size);
                                                    }
                                                }));
    }

    /** Return its size, as it was when it was opened. */
    WindowSize size() throws IOException, InterruptedException {
        var size = first.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (size == null) {
            throw new IOException(
                    "this terminal does not tell its size (stty size): pipe commands in instead");
        }
        first.add(size);
        return size;
    }

    /** Hear of a change of the window's size; from a thread of its own. */
    void whenResized(Consumer<WindowSize> listener) {
        resized = listener;
    }

    /** Hand over every key as it is pressed, Ctrl-C too, and print nothing of it. */
    void makeRaw() throws IOException {
        orders.write("raw\n".getBytes(StandardCharsets.US_ASCII));
        orders.flush();
    }

    /** Give the terminal back as it was. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        try (orders) {
            // its end is the order
        } catch (IOException e) {
            // the script is gone, which it never is without giving the terminal back
        }
        try {
            boolean unused = keeper.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
