package gradebox.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Keep the beginning and the end of what a program wrote to its standard error: the first lines say
 * what it was doing, the last ones why it died.
 */
public final class CappedLog {
    private static final int HEAD = 48 << 10;
    private static final int TAIL = 16 << 10;

    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private final byte[] tail = new byte[TAIL];
    private long behindHead;

    /** Take over what the program wrote. */
    public synchronized void append(ByteBuffer bytes) {
        int first = Math.min(bytes.remaining(), HEAD - head.size());
        for (int i = 0; i < first; i++) {
            head.write(bytes.get());
        }
        int skipped = Math.max(0, bytes.remaining() - TAIL);
        bytes.position(bytes.position() + skipped);
        behindHead += skipped;
        while (bytes.hasRemaining()) {
            int at = (int) (behindHead % TAIL);
            int length = Math.min(bytes.remaining(), TAIL - at);
            bytes.get(tail, at, length);
            behindHead += length;
        }
    }

    /** Return what is kept, with a line that says how much was left out, if anything was. */
    public synchronized String text() {
        var all = new ByteArrayOutputStream();
        all.writeBytes(head.toByteArray());
        if (behindHead > TAIL) {
            var gap = "\n[... %,d bytes left out ...]\n".formatted(behindHead - TAIL);
            all.writeBytes(gap.getBytes(StandardCharsets.UTF_8));
            int oldest = (int) (behindHead % TAIL);
            all.write(tail, oldest, TAIL - oldest);
            all.write(tail, 0, oldest);
        } else {
            all.write(tail, 0, (int) behindHead);
        }
        return all.toString(StandardCharsets.UTF_8);
    }
}
