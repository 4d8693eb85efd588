package gradebox.sandbox.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Read what the kernel says of the whole machine's memory. */
public final class MachineMemory {
    private static final Path INFO = Path.of("/proc/meminfo");
    private static final Pattern AVAILABLE = Pattern.compile("(?m)^MemAvailable:\\s+(\\d+) kB$");
    private static final Pattern TOTAL = Pattern.compile("(?m)^MemTotal:\\s+(\\d+) kB$");
    private static final Pattern SWAP = Pattern.compile("(?m)^SwapTotal:\\s+(\\d+) kB$");
    private static final Pattern KILLS = Pattern.compile("(?m)^oom_kill (\\d+)$");
    private static final long MOST_KEPT = 512L << 20;
    private static final int KEPT_SHARE = 20;

    private MachineMemory() {}

    /** Return how many bytes programs can still have; very many where the kernel does not say. */
    public static long available() {
        return number(INFO, AVAILABLE).orElse(Long.MAX_VALUE >> 10) << 10;
    }

    /** Return the bytes below which it is about to kill at random: 5 %, at most 512 MiB. */
    public static long least() {
        return Math.min(MOST_KEPT, (number(INFO, TOTAL).orElse(0) << 10) / KEPT_SHARE);
    }

    /** Tell whether what has no place in memory may go to a disk. */
    public static boolean swaps() {
        return number(INFO, SWAP).orElse(0) > 0;
    }

    /** Return how often the kernel has killed for want of memory, in any group or in none. */
    public static long kills() {
        return number(Path.of("/proc/vmstat"), KILLS).orElse(0);
    }

    private static OptionalLong number(Path file, Pattern line) {
        try {
            var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            var found = line.matcher(text);
            return found.find()
                    ? OptionalLong.of(Long.parseLong(found.group(1)))
                    : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
