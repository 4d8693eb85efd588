package gradebox.sandbox.archive;

/**
 * Bound what one archive, or one folder, may unpack to.
 *
 * @param totalBytes of all its files together, counted as they are inflated
 * @param fileBytes of each file
 * @param entries how many files and folders it may hold beside junk; ten times as many with junk
 * @param depth how many folders a file may lie under
 * @param pathLength characters of a file's whole path
 * @param ratio how many times larger than the archive its files may be, beyond the first 16 MiB
 */
public record ArchiveLimits(
        long totalBytes, long fileBytes, int entries, int depth, int pathLength, int ratio) {

    static final long RATIO_FREE_BYTES = 16L << 20;

    public ArchiveLimits {
        if (totalBytes <= 0 || fileBytes <= 0 || entries <= 0 || depth < 0 || pathLength <= 0) {
            throw new IllegalArgumentException("every limit must be more than 0");
        }
        if (ratio < 1) {
            throw new IllegalArgumentException("a ratio is at least 1: " + ratio);
        }
    }

    /** Return the limits of one student's submission of at most that many bytes. */
    public static ArchiveLimits ofSubmission(long bytes) {
        return new ArchiveLimits(bytes, bytes, 2_000, 20, 240, 200);
    }

    /**
     * Return the limits of a whole class's export, made by staff out of submissions of at most that
     * many bytes. Its parts are held to their own limits afterwards.
     */
    public static ArchiveLimits ofClass(long bytesOfEach) {
        return new ArchiveLimits(
                Math.max(64L << 30, bytesOfEach), bytesOfEach, 200_000, 24, 400, Integer.MAX_VALUE);
    }

    int entriesWithJunk() {
        return Math.multiplyExact(entries, 10);
    }
}
