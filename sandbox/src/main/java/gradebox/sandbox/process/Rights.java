package gradebox.sandbox.process;

import gradebox.sandbox.EngineUnavailableException;
import java.util.List;

/**
 * Demand what a container's root has by default: to hand files over, pass all folders, become
 * another user, and give rights up for good.
 */
final class Rights {
    /** CAP_CHOWN, CAP_DAC_OVERRIDE, CAP_SETGID, CAP_SETUID, CAP_SETPCAP. */
    private static final long NEEDED = 1 | 1 << 1 | 1 << 6 | 1 << 7 | 1 << 8;

    private static final String EFFECTIVE = "CapEff:";

    private Rights() {}

    /**
     * Demand them of this process.
     *
     * @param status the lines of {@code /proc/self/status}
     */
    static void demand(List<String> status) throws EngineUnavailableException {
        long held =
                status.stream()
                        .filter(line -> line.startsWith(EFFECTIVE))
                        .mapToLong(
                                line ->
                                        Long.parseUnsignedLong(
                                                line.substring(EFFECTIVE.length()).strip(), 16))
                        .findFirst()
                        .orElse(0);
        if ((held & NEEDED) != NEEDED) {
            throw new EngineUnavailableException(
                    "--engine process needs root with the rights that containers give it, and this process has not: take docker or bubblewrap");
        }
    }
}
