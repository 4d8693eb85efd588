package gradebox.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * Feeds bytes that nobody can be trusted to have written to what has to read them. A reader may
 * refuse them with the exceptions that it declares; it may not fail otherwise, nor take more memory
 * or time than what is right.
 */
public final class HostileBytes {
    private static final long MOST_ALLOCATED = 192L << 20;
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private HostileBytes() {}

    /** Reads bytes, and refuses them quietly; whatever it throws is a finding. */
    @FunctionalInterface
    public interface Reader {
        void read(byte[] bytes) throws Exception;
    }

    /**
     * Let a reader have one input. What takes too much memory is read again: the first time may
     * count classes that are loaded, and that a fuzzer rewrites.
     */
    public static void feed(byte[] bytes, Reader reader) throws Exception {
        long allocated = allocatedBy(bytes, reader);
        assertThat(allocated < MOST_ALLOCATED ? allocated : allocatedBy(bytes, reader))
                .as("bytes allocated for an input of %d", bytes.length)
                .isLessThan(MOST_ALLOCATED);
    }

    private static long allocatedBy(byte[] bytes, Reader reader) throws Exception {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long started = THREADS.getCurrentThreadCpuTime();
        reader.read(bytes);
        long took = THREADS.getCurrentThreadCpuTime() - started;
        assertThat(Duration.ofNanos(took)).isLessThan(LONGEST);
        return THREADS.getCurrentThreadAllocatedBytes() - allocated;
    }

    /**
     * Let a reader have every committed input of a target, and that many mutations of each; the
     * same ones each time.
     *
     * @param target where its inputs lie beside, as Jazzer has them: {@code ClassInputs/method}
     */
    public static void feedSeeds(Class<?> target, String method, int mutations, Reader reader)
            throws Exception {
        var seeds = seeds(target, method);
        assertThat(seeds).isNotEmpty();
        var random = new Random(17);
        for (byte[] seed : seeds) {
            feed(seed, reader);
            for (int i = 0; i < mutations; i++) {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                byte[] mutated = mutated(seed, other, random);
                try {
                    feed(mutated, reader);
                } catch (Exception | Error finding) {
                    var kept = Files.write(Files.createTempFile("finding-", ".bin"), mutated);
                    throw new AssertionError("found by " + kept, finding);
                }
            }
        }
    }

    private static List<byte[]> seeds(Class<?> target, String method) throws Exception {
        var name = target.getSimpleName() + "Inputs/" + method;
        var folder = target.getResource(name);
        if (folder == null) {
            throw new AssertionError("there are no seeds " + name);
        }
        try (var files = Files.list(Path.of(folder.toURI()))) {
            return files.sorted().map(HostileBytes::bytes).toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Change, cut, double or splice; a few times over. */
    private static byte[] mutated(byte[] seed, byte[] other, Random random) {
        byte[] bytes = seed;
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length + 1);
            int until = Math.min(bytes.length, at + 1 + random.nextInt(32));
            int from = random.nextInt(other.length + 1);
            bytes =
                    switch (random.nextInt(5)) {
                        case 0 -> changed(bytes, at, (byte) random.nextInt());
                        case 1 -> changed(bytes, at, new byte[] {0, -1, 127, '-', '9'}[at % 5]);
                        case 2 -> joined(bytes, 0, at, bytes, until, bytes.length);
                        case 3 -> joined(bytes, 0, until, bytes, at, bytes.length);
                        default -> joined(bytes, 0, at, other, from, other.length);
                    };
        }
        return bytes;
    }

    private static byte[] changed(byte[] bytes, int at, byte value) {
        byte[] copy = bytes.clone();
        if (at < copy.length) {
            copy[at] = value;
        }
        return copy;
    }

    private static byte[] joined(byte[] a, int a0, int a1, byte[] b, int b0, int b1) {
        byte[] all = new byte[a1 - a0 + b1 - b0];
        System.arraycopy(a, a0, all, 0, a1 - a0);
        System.arraycopy(b, b0, all, a1 - a0, b1 - b0);
        return all;
    }
}
