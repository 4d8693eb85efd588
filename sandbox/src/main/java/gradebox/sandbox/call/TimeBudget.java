package gradebox.sandbox.call;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Count what a submission's sessions take, against what they may take together. A session that the
 * machine broke costs nothing. Safe for use by many threads.
 */
public final class TimeBudget {
    private final AtomicLong nanos;

    public TimeBudget(Duration total) {
        nanos = new AtomicLong(total.toNanos());
    }

    /** Return whichever is shorter: this time, or what is left. */
    public Duration atMost(Duration time) {
        var left = left();
        return time.compareTo(left) < 0 ? time : left;
    }

    /** Return what is left; zero once it is used up, never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanos.get()));
    }

    /** Take this off. */
    public void spend(Duration time) {
        nanos.addAndGet(-time.toNanos());
    }
}
