package gradebox.sandbox;

import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Name the process that a sandbox belongs to, so that a later run can tell what was left behind.
 *
 * @param run a name for this factory's sandboxes
 * @param pid the process, as it is numbered in its own name space
 * @param started when it started, since numbers are used again: in ticks since the machine's start
 * @param boot which start of the machine that was
 * @param pidSpace the name space of the number
 */
public record RunIdentity(String run, long pid, String started, String boot, String pidSpace) {
    public static final String MARK = "gradebox";
    public static final String RUN = "gradebox.run";
    public static final String NAME = "gradebox.name";
    public static final String PID = "gradebox.pid";
    private static final String STARTED = "gradebox.started";
    private static final String BOOT = "gradebox.boot";
    private static final String SPACE = "gradebox.pidspace";

    /** Return the identity of a new run of this process. */
    public static RunIdentity ofThisProcess() {
        var random = new byte[5];
        RandomGenerator.of("SecureRandom").nextBytes(random);
        var self = ProcessMark.ofThisProcess();
        return new RunIdentity(
                HexFormat.of().formatHex(random),
                self.pid(),
                self.started(),
                self.boot(),
                self.space());
    }

    public Map<String, String> labels(String name) {
        return Map.of(
                MARK, "1", RUN, run, NAME, name, PID, "" + pid, STARTED, started, BOOT, boot, SPACE,
                pidSpace);
    }

    /**
     * Tell whether a sandbox with these labels was left behind by a process that is gone. Where
     * that cannot be told, because the process counts in another name space, it was not.
     */
    public boolean outlived(Map<String, String> labels) {
        if (!labels.containsKey(RUN) || run.equals(labels.get(RUN))) {
            return false;
        }
        return new ProcessMark(pid, started, boot, pidSpace).outlived(owner(labels));
    }

    private static ProcessMark owner(Map<String, String> labels) {
        String pid = labels.getOrDefault(PID, "");
        return new ProcessMark(
                pid.matches("\\d{1,18}") ? Long.parseLong(pid) : 0, // nobody's
                labels.getOrDefault(STARTED, ""),
                labels.getOrDefault(BOOT, ""),
                labels.getOrDefault(SPACE, ""));
    }
}
