package gradebox.sandbox.docker;

import gradebox.sandbox.host.OomKills;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Read the kernel's own count of how often it killed in a running container for want of memory,
 * where this process can see the container's control group. The engine's events say the same, a
 * little later.
 */
final class MemoryCounters {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private MemoryCounters() {}

    /** Return the count for the container with this first process; empty where it can't be seen. */
    static OptionalLong outOfMemoryKills(long pid, String container) {
        try {
            for (String line :
                    Files.readAllLines(Path.of("/proc", String.valueOf(pid), "cgroup"))) {
                var counter = counter(line, container);
                if (!counter.isEmpty()) {
                    return OomKills.in(Files.readAllLines(Path.of(counter)));
                }
            }
        } catch (IOException e) {
            // the process is gone, or lives where we cannot look
        }
        return OptionalLong.empty();
    }

    /** Return the file with the counter, given a line of {@code /proc/PID/cgroup}; else "". */
    static String counter(String line, String container) {
        var parts = line.split(":", 3);
        if (parts.length < 3 || !parts[2].contains(container) || parts[2].contains("..")) {
            return "";
        }
        if (parts[0].equals("0")) {
            return ROOT + parts[2] + "/memory.events";
        }
        return parts[1].equals("memory") ? ROOT + "/memory" + parts[2] + "/memory.oom_control" : "";
    }
}
