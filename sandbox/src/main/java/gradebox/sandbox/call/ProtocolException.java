package gradebox.sandbox.call;

/**
 * Tell that bytes from the other side are no frame or no value. The decoder's only error: it throws
 * nothing else, whatever it is fed.
 */
public final class ProtocolException extends Exception {
    private static final long serialVersionUID = 1;

    public ProtocolException(String message) {
        super(message);
    }

    ProtocolException(String message, Throwable cause) {
        super(message, cause);
    }
}
