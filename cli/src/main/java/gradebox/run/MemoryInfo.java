package gradebox.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Ask the kernel how much memory can be had without swapping. */
final class MemoryInfo {
    private static final Path SOURCE = Path.of("/proc/meminfo");

    private MemoryInfo() {}

    /** Return the bytes that are available; more than any limit where the kernel does not say. */
    static long available() {
        try (var lines = Files.lines(SOURCE)) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .map(line -> line.replaceAll("[^0-9]", ""))
                    .mapToLong(kilobytes -> Long.parseLong(kilobytes) << 10)
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
        } catch (IOException e) {
            return Long.MAX_VALUE; // not Linux: the number of processors alone decides
        }
    }
}
