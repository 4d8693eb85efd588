package gradebox.sandbox.docker;

import gradebox.sandbox.host.MemoryKills;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Read the kernel's own word on whether it killed in a running container for want of memory, where
 * this process can see the container's control group. The engine's events say the same, a little
 * later.
 */
final class MemoryCounters {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private MemoryCounters() {}

    /** Return what is told of the container with this first process, if it can be seen. */
    static Optional<MemoryKills> kills(long pid, String container) {
        try {
            for (String line :
                    Files.readAllLines(Path.of("/proc", String.valueOf(pid), "cgroup"))) {
                var group = group(line, container);
                if (!group.isEmpty()) {
                    return MemoryKills.in(Path.of(group));
                }
            }
        } catch (IOException e) {
            // the process is gone, or lives where we cannot look
        }
        return Optional.empty();
    }

    /** Return the folder with the counters, given a line of {@code /proc/PID/cgroup}; else "". */
    static String group(String line, String container) {
        var parts = line.split(":", 3);
        if (parts.length < 3 || !parts[2].contains(container) || parts[2].contains("..")) {
            return "";
        }
        if (parts[0].equals("0")) {
            return ROOT + parts[2];
        }
        return parts[1].equals("memory") ? ROOT + "/memory" + parts[2] : "";
    }
}
