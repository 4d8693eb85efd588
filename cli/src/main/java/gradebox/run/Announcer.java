package gradebox.run;

import java.util.concurrent.locks.ReentrantLock;

/** Hand events to a listener, one at a time. */
final class Announcer implements RunListener {
    private final ReentrantLock lock = new ReentrantLock();
    private final RunListener listener;

    Announcer(RunListener listener) {
        this.listener = listener;
    }

    @Override
    public void on(RunEvent event) {
        lock.lock();
        try {
            listener.on(event);
        } finally {
            lock.unlock();
        }
    }
}
