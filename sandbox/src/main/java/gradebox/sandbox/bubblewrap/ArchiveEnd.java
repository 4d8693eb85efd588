package gradebox.sandbox.bubblewrap;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Watch for the end of an archive on its way: two blocks of zeros. Without them it broke off, and
 * where that happened between two files tar says nothing of it.
 */
final class ArchiveEnd extends FilterOutputStream {
    private static final int END = 1024;

    private long zeros;

    ArchiveEnd(OutputStream archive) {
        super(archive);
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        zeros = b == 0 ? zeros + 1 : 0;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        int last = offset + length;
        while (last > offset && bytes[last - 1] == 0) {
            last--;
        }
        int trailing = offset + length - last;
        zeros = trailing == length ? zeros + trailing : trailing;
    }

    boolean isReached() {
        return zeros >= END;
    }
}
