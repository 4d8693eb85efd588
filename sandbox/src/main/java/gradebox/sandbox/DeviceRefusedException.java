package gradebox.sandbox;

/**
 * Tell that an engine which works does not give out a device: other than an engine that went away,
 * it would say the same a little later.
 */
public final class DeviceRefusedException extends EngineUnavailableException {
    private static final long serialVersionUID = 1;

    public DeviceRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
