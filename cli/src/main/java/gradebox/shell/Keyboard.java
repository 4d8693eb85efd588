package gradebox.shell;

import gradebox.sandbox.DeadlineException;
import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * Carry what is typed, or piped in, to a shell, no more at a time than it takes. In a terminal
 * Ctrl-] three times in a row leaves: every other key is the sandbox's, which may never give it up.
 */
final class Keyboard {
    private static final int LEAVE = 0x1d;
    private static final int TIMES = 3;
    private static final int PIECE = 1 << 13;

    private final InputStream in;
    private final Wire wire;
    private final Semaphore room = new Semaphore(Wire.WINDOW);
    private int leaving;
    private volatile boolean raw;
    private volatile boolean left;

    Keyboard(InputStream in, Wire wire) {
        this.in = in;
        this.wire = wire;
    }

    void start() {
        Thread.ofPlatform().daemon().name("keyboard").start(this::carry);
    }

    /** Know from now on that keys come as they are pressed. */
    void isRaw() {
        raw = true;
    }

    /** Tell whether the user has left. */
    boolean left() {
        return left;
    }

    /** Take note that the shell took so many bytes; no more than it was sent, whatever it says. */
    void taken(int bytes) {
        room.release(Math.clamp(bytes, 0, Wire.WINDOW - room.availablePermits()));
    }

    private void carry() {
        var buffer = new byte[PIECE];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (isLeaving(buffer, count)) {
                    left = true;
                    return;
                }
                room.acquire(count);
                wire.send(new Frame(Frame.INPUT, Arrays.copyOf(buffer, count)));
            }
            left = raw; // the terminal itself is gone
            wire.send(new Frame(Frame.INPUT_ENDED, new byte[0]));
        } catch (SandboxException | DeadlineException e) {
            left = true; // the relay does not read any more
        } catch (IOException e) {
            left = true; // nor can anything be typed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isLeaving(byte[] bytes, int count) {
        for (int i = 0; i < count && raw; i++) {
            leaving = bytes[i] == LEAVE ? leaving + 1 : 0;
            if (leaving == TIMES) {
                return true;
            }
        }
        return false;
    }
}
