package gradebox.sandbox.gpu;

import gradebox.sandbox.SandboxException;

/** Tell that no device is left that could be given out. */
public final class GpusGoneException extends SandboxException {
    private static final long serialVersionUID = 1;

    GpusGoneException(String message) {
        super(message);
    }

    /** Tell that a submission was unlucky each time. */
    public static GpusGoneException every(int attempts) {
        return new GpusGoneException(
                "the GPU failed under it %d times, each time another".formatted(attempts));
    }
}
