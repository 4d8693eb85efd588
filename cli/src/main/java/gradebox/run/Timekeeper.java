package gradebox.run;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tell what time it is, and how much of it has passed: two questions for two clocks, since the one
 * that knows the date is set back and forth.
 *
 * @param clock the date
 * @param nanos counts on, as {@link System#nanoTime} does
 */
public record Timekeeper(Clock clock, LongSupplier nanos) {

    public static Timekeeper ofThisMachine() {
        return new Timekeeper(Clock.systemUTC(), System::nanoTime);
    }

    /** Start to measure. */
    Stopwatch start() {
        return new Stopwatch(nanos, nanos.getAsLong());
    }

    /** Measures since when it was started. */
    record Stopwatch(LongSupplier nanos, long started) {
        Duration elapsed() {
            return Duration.ofNanos(nanos.getAsLong() - started);
        }
    }
}
