package gradebox.sandbox.docker;

import java.io.IOException;
import java.time.Duration;

/** Hear of steps that take a while, before and after each. */
public interface Progress {

    /** Hear that a step begins. */
    void began(String step);

    /** Hear that the step that began last is done. */
    void ended(String step, Duration took);

    /** Hear what a step says on its way: a line of a build, mostly of no interest. */
    void said(String line);

    /** Hear nothing. */
    Progress SILENT =
            new Progress() {
                @Override
                public void began(String step) {}

                @Override
                public void ended(String step, Duration took) {}

                @Override
                public void said(String line) {}
            };

    /** Do a step and tell of it. */
    default <T> T step(String name, Step<T> step) throws IOException, InterruptedException {
        began(name);
        long started = System.nanoTime();
        T result = step.take();
        ended(name, Duration.ofNanos(System.nanoTime() - started));
        return result;
    }

    /** Do one thing. */
    interface Step<T> {
        T take() throws IOException, InterruptedException;
    }
}
