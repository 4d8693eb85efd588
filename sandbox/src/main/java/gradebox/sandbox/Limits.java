package gradebox.sandbox;

import java.time.Duration;

/**
 * Bound what one sandbox may use.
 *
 * @param cpus processors' worth of CPU time, more than 0
 * @param memoryBytes memory of all its processes together, what lies in its temporary file systems
 *     included; no swap comes on top
 * @param pids processes and threads at a time
 * @param diskBytes what it may write below its working folder
 * @param wall how long it may live; whatever still runs then is killed
 */
public record Limits(double cpus, long memoryBytes, int pids, long diskBytes, Duration wall) {

    /** One processor, 1 GiB, 256 processes, 256 MiB of disk and ten minutes. */
    public static final Limits DEFAULT =
            new Limits(1, 1L << 30, 256, 256L << 20, Duration.ofMinutes(10));

    public Limits {
        if (!(cpus > 0) || memoryBytes <= 0 || pids <= 0 || diskBytes <= 0 || !wall.isPositive()) {
            throw new IllegalArgumentException("every limit must be more than 0");
        }
    }

    public Limits withWall(Duration longest) {
        return new Limits(cpus, memoryBytes, pids, diskBytes, longest);
    }
}
