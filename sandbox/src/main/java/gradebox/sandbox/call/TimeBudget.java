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

    /**
     * Return what is left, in whole milliseconds: less than one, which a clock that was read twice
     * leaves over, is nothing. Never negative.
     */
    public Duration left() {
        return Duration.ofMillis(Math.max(0, nanos.get() / 1_000_000));
    }

    /** Go back to what was left before an attempt that the machine has made void. */
    public void restore(Duration left) {
        nanos.set(left.toNanos());
    }

    /** Take this off. */
    public void spend(Duration time) {
        nanos.addAndGet(-time.toNanos());
    }
}
