package gradebox.sandbox.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Name the process that a container belongs to, so that a later run can tell what was left behind.
 *
 * @param run a name for this factory's containers
 * @param pid the process, as it is numbered in its own name space
 * @param started when it started, since numbers are used again
 * @param boot which start of the machine that was
 * @param pidSpace the name space of the number
 */
record RunIdentity(String run, long pid, String started, String boot, String pidSpace) {
    static final String MARK = "gradebox";
    static final String RUN = "gradebox.run";
    static final String NAME = "gradebox.name";
    static final String PID = "gradebox.pid";
    private static final String STARTED = "gradebox.started";
    private static final String BOOT = "gradebox.boot";
    private static final String SPACE = "gradebox.pidspace";

    /** Return the identity of a new run of this process. */
    static RunIdentity ofThisProcess() {
        var random = new byte[5];
        RandomGenerator.of("SecureRandom").nextBytes(random);
        var self = ProcessHandle.current();
        return new RunIdentity(
                HexFormat.of().formatHex(random),
                self.pid(),
                startOf(self).orElse(""),
                read(Path.of("/proc/sys/kernel/random/boot_id")),
                linkTarget(Path.of("/proc/self/ns/pid")));
    }

    Map<String, String> labels(String name) {
        return Map.of(
                MARK, "1", RUN, run, NAME, name, PID, "" + pid, STARTED, started, BOOT, boot, SPACE,
                pidSpace);
    }

    /**
     * Tell whether a container with these labels was left behind by a process that is gone. Where
     * that cannot be told, because the process counts in another name space, it was not.
     */
    boolean outlived(Map<String, String> labels) {
        if (!labels.containsKey(RUN) || run.equals(labels.get(RUN))) {
            return false;
        }
        if (!boot.equals(labels.get(BOOT))) {
            return true;
        }
        return pidSpace.equals(labels.get(SPACE)) && !lives(labels);
    }

    private static boolean lives(Map<String, String> labels) {
        String pid = labels.getOrDefault(PID, "");
        if (!pid.matches("\\d{1,18}")) {
            return false;
        }
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(ProcessHandle::isAlive)
                .map(process -> startOf(process).orElse("").equals(labels.get(STARTED)))
                .orElse(false);
    }

    private static Optional<String> startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString);
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
