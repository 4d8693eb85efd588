package gradebox.upload;

/** Tell a user why nothing can be uploaded, and what to do. */
public final class UploadException extends Exception {
    private static final long serialVersionUID = 1;

    public UploadException(String message) {
        super(message);
    }
}
