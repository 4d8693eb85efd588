package gradebox.output;

import java.io.IOException;

/** Tell that a disk has no room left for what is to be written. */
public final class DiskFullException extends IOException {
    private static final long serialVersionUID = 1;

    DiskFullException(String message) {
        super(message);
    }
}
