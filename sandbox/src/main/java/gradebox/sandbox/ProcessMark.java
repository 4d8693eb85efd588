package gradebox.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Name a process, so that a later one can tell whether it is gone.
 *
 * @param pid its number in its own name space
 * @param started when it started, in clock ticks since the machine's start, as numbers are used
 *     again; never by a clock that can be set
 * @param place where its number counts
 */
public record ProcessMark(long pid, String started, ProcessPlace place) {
    /** Where the start stands in {@code /proc/PID/stat}, counted from what follows the name. */
    private static final int START = 19;

    /** Stands for a start that the system does not tell. */
    private static final String UNKNOWN = "unknown";

    /** Return this process's own. */
    public static ProcessMark ofThisProcess() {
        long self = ProcessHandle.current().pid();
        return new ProcessMark(self, started(self).orElse(UNKNOWN), ProcessPlace.ofThisProcess());
    }

    /**
     * Tell whether this process knows that another is gone. Where that cannot be told, because the
     * other is on another machine, counts in another name space or is hidden, it may live.
     */
    public boolean outlived(ProcessMark other) {
        boolean canSee = !started.equals(UNKNOWN); // on a system without /proc: not even itself
        return place.isAfter(other.place)
                || (canSee
                        && place.sees(other.place)
                        && !started(other.pid).filter(other.started::equals).isPresent());
    }

    /** Return when a process started; empty where there is none, or nothing but its exit code. */
    private static Optional<String> started(long pid) {
        String stat = stat(pid);
        var fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        boolean dead = fields.length <= START || fields[0].equals("Z") || fields[0].equals("X");
        return dead ? Optional.empty() : Optional.of(fields[START]);
    }

    private static String stat(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        } catch (IOException e) {
            return "";
        }
    }
}
