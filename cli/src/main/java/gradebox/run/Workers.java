package gradebox.run;

import gradebox.sandbox.Limits;

/**
 * Describe the machine as far as it decides how many submissions are graded at a time.
 *
 * @param processors that it has
 * @param memoryBytes that can be had
 */
public record Workers(int processors, long memoryBytes) {

    private static final int MOST = 1024;

    /** Ask the machine that this runs on. */
    public static Workers ofThisMachine() {
        return new Workers(Runtime.getRuntime().availableProcessors(), MemoryInfo.available());
    }

    /**
     * Return how many sandboxes of these limits run side by side without waiting for a processor or
     * going short of memory: at least one.
     *
     * @param beside the memory that a grader's own sandbox has beside each, in bytes
     */
    public int fitting(Limits limits, long beside) {
        long byProcessor = (long) Math.floor(processors / limits.cpus());
        long byMemory = memoryBytes / (limits.memoryBytes() + beside);
        return (int) Math.max(1, Math.min(Math.min(byProcessor, byMemory), MOST));
    }
}
