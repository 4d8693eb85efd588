package gradebox.cli;

import gradebox.run.Timekeeper;
import gradebox.steps.Steps;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts gradebox as {@link Main} does, but its clock is set back or forth at every look. */
public final class ShiftedMain {

    private ShiftedMain() {}

    public static void main(String[] arguments) {
        var state = Path.of(System.getProperty("test.state"));
        var home = Path.of(System.getProperty("gradebox.home"));
        Main.run(
                arguments,
                new ShippedParts(home, state, System.getenv(), Steps.UNMARKED),
                state,
                new Timekeeper(new Restless(), System::nanoTime),
                Steps.UNMARKED);
    }

    /** An hour ahead, an hour behind, in turn. */
    private static final class Restless extends Clock {
        private final AtomicInteger looks = new AtomicInteger();

        @Override
        public Instant instant() {
            var hour = Duration.ofHours(looks.getAndIncrement() % 2 == 0 ? 1 : -1);
            return Instant.now().plus(hour);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
