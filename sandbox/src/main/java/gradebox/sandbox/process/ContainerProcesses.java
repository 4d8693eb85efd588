package gradebox.sandbox.process;

import gradebox.sandbox.EngineUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Read how many processes this container may still start: a sandbox that took them all would leave
 * none to end it with.
 */
final class ContainerProcesses {
    /** What is left over for this JVM's threads, the stand-bys, and what they start. */
    private static final int RESERVE = 48;

    private static final int LEAST = 16;

    private ContainerProcesses() {}

    /**
     * Return how many a sandbox can be promised.
     *
     * @throws EngineUnavailableException if that is too few for anything
     */
    static int room() throws EngineUnavailableException {
        return Math.min(left(Path.of("/sys/fs/cgroup")), left(Path.of("/sys/fs/cgroup/pids")));
    }

    static int left(Path group) throws EngineUnavailableException {
        String most;
        String now;
        try {
            most = Files.readString(group.resolve("pids.max")).strip();
            now = Files.readString(group.resolve("pids.current")).strip();
        } catch (IOException e) {
            return Integer.MAX_VALUE; // no control group that bounds them
        }
        if (!most.matches("\\d{1,9}") || !now.matches("\\d{1,9}")) {
            return Integer.MAX_VALUE; // "max"
        }
        int left = Integer.parseInt(most) - Integer.parseInt(now) - RESERVE;
        if (left < LEAST) {
            throw new EngineUnavailableException(
                    "this container may have %s processes, which leaves too few for a sandbox: raise its limit by %d"
                            .formatted(most, LEAST - left));
        }
        return left;
    }
}
