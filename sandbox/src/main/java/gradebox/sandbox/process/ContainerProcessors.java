package gradebox.sandbox.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Read how much of its processors' time this container gets: the JVM's own count of processors is
 * rounded up to whole ones.
 */
final class ContainerProcessors {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    private ContainerProcessors() {}

    /** Return processors' worth of time, as in 0.5; infinite if none bounds it. */
    static double share() {
        double least = unified(ROOT.resolve("cpu.max"));
        for (var folder : new String[] {"cpu", "cpu,cpuacct"}) {
            var group = ROOT.resolve(folder);
            least =
                    Math.min(
                            least,
                            share(
                                    text(group.resolve("cpu.cfs_quota_us")),
                                    text(group.resolve("cpu.cfs_period_us"))));
        }
        return least;
    }

    /** Read version 2's file: time and period in microseconds, or {@code max} and period. */
    static double unified(Path file) {
        var words = text(file).split(" ", -1);
        return words.length == 2 ? share(words[0], words[1]) : Double.POSITIVE_INFINITY;
    }

    static double share(String time, String period) {
        boolean bounded = time.matches("[1-9]\\d{0,11}") && period.matches("[1-9]\\d{0,11}");
        return bounded
                ? Double.parseDouble(time) / Double.parseDouble(period)
                : Double.POSITIVE_INFINITY; // "max", version 1's -1, or no such file
    }

    private static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
