package gradebox.sandbox.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Read how much memory this container may still take: beyond it the kernel kills at random, and a
 * sandbox that is promised more could not tell its own want from the container's.
 *
 * @param limit the file with the most that it may take
 * @param use the file with what it takes
 * @param statistics the file that says how much of that are files' pages, which can be had back
 */
record ContainerMemory(Path limit, Path use, Path statistics) {
    private static final ContainerMemory UNIFIED = in("/sys/fs/cgroup", "max", "current");
    private static final ContainerMemory FIRST =
            in("/sys/fs/cgroup/memory", "limit_in_bytes", "usage_in_bytes");

    /** What is left over for this JVM and the stand-by. */
    private static final long RESERVE = 64L << 20;

    private static ContainerMemory in(String folder, String limit, String use) {
        return new ContainerMemory(
                Path.of(folder, "memory." + limit),
                Path.of(folder, "memory." + use),
                Path.of(folder, "memory.stat"));
    }

    /** Return how many bytes a sandbox can be promised; all that a number holds if none bounds. */
    static long room() {
        return Math.min(UNIFIED.left(), FIRST.left());
    }

    long left() {
        var most = number(limit);
        var taken = number(use);
        return most.isEmpty() || taken.isEmpty()
                ? Long.MAX_VALUE
                : Math.max(RESERVE, most.getAsLong() - (taken.getAsLong() - pages()) - RESERVE);
    }

    private static OptionalLong number(Path file) {
        try {
            String text = Files.readString(file).strip();
            return text.matches("\\d{1,18}")
                    ? OptionalLong.of(Long.parseLong(text))
                    : OptionalLong.empty(); // "max", or version 1's largest number
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Pages of files, however lately used, are given up before anybody is killed. */
    private long pages() {
        try (var lines = Files.lines(statistics)) {
            return lines.filter(line -> line.matches("(in)?active_file \\d{1,18}"))
                    .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
