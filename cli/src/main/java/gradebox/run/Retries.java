package gradebox.run;

import java.time.Duration;

/**
 * Say how often a void attempt is tried again.
 *
 * @param most how often, after the first attempt
 * @param pause how long to wait before the first retry; twice as long before each further one
 */
public record Retries(int most, Duration pause) {

    /** Two more attempts, after one and two seconds. */
    public static final Retries DEFAULT = new Retries(2, Duration.ofSeconds(1));

    /**
     * Return the patience with an engine that has worked before: half a minute, to be restarted.
     */
    Retries withAnEngineThatIsAway() {
        return new Retries(most + 3, pause);
    }

    void pauseAfter(int attempt) throws InterruptedException {
        Thread.sleep(pause.multipliedBy(1L << (attempt - 1)));
    }
}
