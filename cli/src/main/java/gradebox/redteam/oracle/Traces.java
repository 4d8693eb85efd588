package gradebox.redteam.oracle;

import java.time.Duration;

/**
 * Hold what was seen of a grading process from outside.
 *
 * @param exitCode what it ended with; -1 where it had to be killed
 * @param out its standard output
 * @param err its standard error
 * @param wall how long it ran
 * @param peaks the most that it used
 */
public record Traces(int exitCode, String out, String err, Duration wall, Peaks peaks) {
    /** How many bytes of either output are kept; more is a breach in itself. */
    public static final int MOST_TEXT = 8 << 20;

    /**
     * Hold the most that a process used of anything.
     *
     * @param memoryBytes resident memory, as the kernel keeps it
     * @param descriptors that were open at a time
     * @param diskBytes below its output and temporary folders
     * @param printedBytes on both of its outputs together
     */
    public record Peaks(long memoryBytes, int descriptors, long diskBytes, long printedBytes) {}
}
