package gradebox.grading;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** Read durations such as {@code 10s}, {@code 5min} or {@code 1h}. */
public final class TimeSpan {
    /** What the shipped schema has, too. */
    public static final Pattern PATTERN =
            Pattern.compile("^(?=.*[1-9])[0-9]{1,6}(\\.[0-9]{1,3})?(ms|s|min|h)$");

    private static final Map<String, Duration> UNITS =
            Map.of(
                    "ms", Duration.ofMillis(1),
                    "s", Duration.ofSeconds(1),
                    "min", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1));

    private TimeSpan() {}

    /**
     * Return a duration.
     *
     * @throws IllegalArgumentException if the text is not one; the message is for the author
     */
    public static Duration duration(String text) {
        if (!PATTERN.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "`" + text + "` is not a duration; write for example 10s, 5min or 1h");
        }
        int unitAt = text.replaceAll("[a-z]+$", "").length();
        var unit = UNITS.getOrDefault(text.substring(unitAt), Duration.ZERO);
        var count = new BigDecimal(text.substring(0, unitAt));
        return Duration.ofNanos(count.multiply(BigDecimal.valueOf(unit.toNanos())).longValue());
    }
}
