package gradebox.sandbox.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Watch the bytes of a tar go by. Within headers, whose long names a reader collects in memory,
 * only so many may pass; and what the archive holds behind its end is noticed.
 */
final class TarSource extends FilterInputStream {
    private static final long HEADER_BYTES = 1 << 20;
    private static final int RECORD = 512;

    private final long cap;
    private long position;
    private long lastNotZero = -1;
    private long stop;

    TarSource(InputStream in, long cap) {
        super(in);
        this.cap = cap;
        this.stop = cap;
    }

    void header() {
        stop = Math.min(cap, position + HEADER_BYTES);
    }

    void content() {
        stop = cap;
    }

    long position() {
        return position;
    }

    /** Tell whether a tar whose last entry ended there has its end mark, and nothing behind it. */
    boolean endsAfter(long lastEntryEnd) throws IOException {
        content();
        byte[] buffer = new byte[1 << 13];
        while (read(buffer) >= 0) {
            // read() itself notes what passes
        }
        long padded = (lastEntryEnd + RECORD - 1) / RECORD * RECORD;
        return lastNotZero < padded && position >= padded + RECORD;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int n = in.read(into, offset, length);
        for (int i = 0; i < n; i++) {
            if (into[offset + i] != 0) {
                lastNotZero = position + i;
            }
        }
        position += Math.max(n, 0);
        if (position > stop) {
            throw new Parsing.RefusedException(
                    "it is too large when unpacked; hand in only what is asked for");
        }
        return n;
    }

    @Override
    public long skip(long bytes) throws IOException {
        byte[] buffer = new byte[(int) Math.max(0, Math.min(bytes, 1 << 13))];
        return buffer.length == 0 ? 0 : Math.max(0, read(buffer, 0, buffer.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
