package gradebox.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Name a process of this machine, so that a later one can tell whether it is gone.
 *
 * @param pid its number in its own name space
 * @param started when it started, in clock ticks since the machine's start, as numbers are used
 *     again; never by a clock that can be set
 * @param boot which start of the machine that was
 * @param space the name space of the number
 */
public record ProcessMark(long pid, String started, String boot, String space) {
    /** Where the start stands in {@code /proc/PID/stat}, counted from what follows the name. */
    private static final int START = 19;

    /** Return this process's own. */
    public static ProcessMark ofThisProcess() {
        long self = ProcessHandle.current().pid();
        return new ProcessMark(
                self,
                started(self).orElse("unknown"),
                read(Path.of("/proc/sys/kernel/random/boot_id")),
                linkTarget(Path.of("/proc/self/ns/pid")));
    }

    /**
     * Tell whether this process sees that another is gone. Where that cannot be told, because the
     * other counts in another name space, it may live.
     */
    public boolean outlived(ProcessMark other) {
        if (!boot.equals(other.boot)) {
            return true;
        }
        return space.equals(other.space)
                && !started(other.pid).filter(other.started::equals).isPresent();
    }

    /** Return when a process started; empty where there is none, or nothing but its exit code. */
    private static Optional<String> started(long pid) {
        String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        boolean dead = fields.length <= START || fields[0].equals("Z") || fields[0].equals("X");
        return dead ? Optional.empty() : Optional.of(fields[START]);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String linkTarget(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
