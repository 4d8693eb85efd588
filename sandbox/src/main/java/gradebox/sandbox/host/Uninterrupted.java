package gradebox.sandbox.host;

/** Do what must not be left half done though the thread is interrupted; it stays interrupted. */
public final class Uninterrupted {
    private Uninterrupted() {}

    /** Say how something is done; it may be begun again after an interrupt. */
    public interface Deed<T, X extends Exception> {
        T get() throws InterruptedException, X;
    }

    public static <T, X extends Exception> T get(Deed<T, X> deed) throws X {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return deed.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
