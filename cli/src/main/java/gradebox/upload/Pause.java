package gradebox.upload;

import java.time.Duration;

/** Let time pass. */
@FunctionalInterface
public interface Pause {

    /** Wait so long. */
    void sleep(Duration time) throws InterruptedException;
}
