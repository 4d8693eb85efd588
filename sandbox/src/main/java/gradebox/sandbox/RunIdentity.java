package gradebox.sandbox;

import java.util.HexFormat;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Name the process that a sandbox belongs to, so that a later run can tell what was left behind.
 *
 * @param run a name for this factory's sandboxes
 * @param process whose they are
 */
public record RunIdentity(String run, ProcessMark process) {
    public static final String MARK = "gradebox";
    public static final String RUN = "gradebox.run";
    public static final String NAME = "gradebox.name";
    public static final String PID = "gradebox.pid";
    private static final String STARTED = "gradebox.started";
    private static final String MACHINE = "gradebox.machine";
    private static final String BOOT = "gradebox.boot";
    private static final String SPACE = "gradebox.pidspace";
    private static final String USER = "gradebox.user";

    /** Return the identity of a new run of this process. */
    public static RunIdentity ofThisProcess() {
        var random = new byte[5];
        RandomGenerator.of("SecureRandom").nextBytes(random);
        return new RunIdentity(HexFormat.of().formatHex(random), ProcessMark.ofThisProcess());
    }

    public Map<String, String> labels(String name) {
        var place = process.place();
        return Map.of(
                MARK,
                "1",
                RUN,
                run,
                NAME,
                name,
                PID,
                Long.toString(process.pid()),
                STARTED,
                process.started(),
                MACHINE,
                place.machine(),
                BOOT,
                place.boot(),
                SPACE,
                place.space(),
                USER,
                place.user());
    }

    /**
     * Tell whether a sandbox with these labels was left behind by a process that is gone. Where
     * that cannot be told, it was not.
     */
    public boolean outlived(Map<String, String> labels) {
        return labels.containsKey(RUN)
                && !run.equals(labels.get(RUN))
                && process.outlived(owner(labels));
    }

    private static ProcessMark owner(Map<String, String> labels) {
        String pid = labels.getOrDefault(PID, "");
        return new ProcessMark(
                pid.matches("\\d{1,18}") ? Long.parseLong(pid) : 0, // nobody's
                labels.getOrDefault(STARTED, ""),
                new ProcessPlace(
                        labels.getOrDefault(MACHINE, ""),
                        labels.getOrDefault(BOOT, ""),
                        labels.getOrDefault(SPACE, ""),
                        labels.getOrDefault(USER, "")));
    }
}
