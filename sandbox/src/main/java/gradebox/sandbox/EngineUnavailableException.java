package gradebox.sandbox;

/**
 * Tell that no sandbox can be had here: no engine answers, an image is missing, or a device was
 * asked for that the engine cannot give.
 */
public class EngineUnavailableException extends SandboxException {
    private static final long serialVersionUID = 1;

    public EngineUnavailableException(String message) {
        super(message);
    }

    public EngineUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
