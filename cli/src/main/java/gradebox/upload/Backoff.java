package gradebox.upload;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Say how often and after which pauses a request is tried again.
 *
 * @param tries how often at most
 * @param first the pause after the first; each is twice the last
 * @param longest what no pause of our own exceeds
 * @param patience what no pause that a server asks for may exceed
 */
public record Backoff(int tries, Duration first, Duration longest, Duration patience) {
    /** Six tries, within a minute unless the server asks for more. */
    public static final Backoff DEFAULT =
            new Backoff(6, Duration.ofSeconds(2), Duration.ofSeconds(60), Duration.ofMinutes(10));

    /**
     * Return the pause after a try, the first of which is 1: the longer of ours and the server's.
     */
    Duration pause(int tried, @Nullable Duration asked) {
        var own = first.multipliedBy(1L << Math.min(tried - 1, 20));
        var capped = own.compareTo(longest) > 0 ? longest : own;
        return asked != null && asked.compareTo(capped) > 0 ? asked : capped;
    }
}
