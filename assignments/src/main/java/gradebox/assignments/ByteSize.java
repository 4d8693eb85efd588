package gradebox.assignments;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/** Read sizes such as {@code 512MiB}, {@code 1GiB} or {@code 64MB}. */
final class ByteSize {
    /** What the shipped schema has, too. */
    static final Pattern PATTERN =
            Pattern.compile(
                    "^(?=.*[1-9])[0-9]{1,9}(\\.[0-9]{1,3})?(B|KB|MB|GB|TB|KiB|MiB|GiB|TiB)$");

    private static final Map<String, Long> UNITS =
            Map.of(
                    "B", 1L,
                    "KB", 1_000L,
                    "MB", 1_000_000L,
                    "GB", 1_000_000_000L,
                    "TB", 1_000_000_000_000L,
                    "KiB", 1L << 10,
                    "MiB", 1L << 20,
                    "GiB", 1L << 30,
                    "TiB", 1L << 40);

    private ByteSize() {}

    /**
     * Return a size in bytes, rounded down to whole ones, at least one.
     *
     * @throws IllegalArgumentException if the text is not a size, or one that no machine has; the
     *     message is for the author
     */
    static long bytes(String text) {
        if (!PATTERN.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "`" + text + "` is not a size; write for example 512MiB, 1GiB or 64MB");
        }
        int unitAt = text.replaceAll("[A-Za-z]+$", "").length();
        long unit = UNITS.getOrDefault(text.substring(unitAt), 1L);
        var bytes = new BigDecimal(text.substring(0, unitAt)).multiply(BigDecimal.valueOf(unit));
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("`" + text + "` is more than any machine has");
        }
        return Math.max(1, bytes.longValue());
    }
}
