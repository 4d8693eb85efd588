package gradebox.sandbox;

import java.io.IOException;

/** Tell that a read from or a write to a sandbox's program did not finish by its deadline. */
public final class DeadlineException extends IOException {
    private static final long serialVersionUID = 1;

    public DeadlineException() {
        super("the deadline has passed");
    }
}
