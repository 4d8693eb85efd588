package gradebox.sandbox;

import java.time.Duration;

/**
 * Say when something must have ended, on the JVM's monotonic clock, so that a clock set back or
 * forth changes nothing.
 *
 * @param nanoTime the end, on the scale of {@link System#nanoTime()}
 */
public record Deadline(long nanoTime) {

    /** End after this time, counted from now. */
    public static Deadline after(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /** Return the time that is left; zero once the deadline has passed, never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, nanoTime - System.nanoTime()));
    }

    public boolean passed() {
        return nanoTime - System.nanoTime() <= 0;
    }

    /** Return whichever of the two ends first. */
    public Deadline orSooner(Deadline other) {
        return nanoTime - other.nanoTime <= 0 ? this : other;
    }
}
