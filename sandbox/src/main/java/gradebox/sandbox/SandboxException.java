package gradebox.sandbox;

import java.io.IOException;

/**
 * Tell that the engine or the machine failed. It is never a student's fault: the attempt is void.
 */
public class SandboxException extends IOException {
    private static final long serialVersionUID = 1;

    public SandboxException(String message) {
        super(message);
    }

    public SandboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
