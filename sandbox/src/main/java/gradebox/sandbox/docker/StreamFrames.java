package gradebox.sandbox.docker;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Take apart the engine's framing of a container's output: a byte that says which stream, three
 * zeros, a length of four bytes (big-endian), and that many bytes. Frames may arrive in any pieces.
 */
final class StreamFrames {

    /** Take over the bytes of one stream; they are only lent. */
    interface Sink {
        void accept(ByteBuffer bytes) throws InterruptedException;
    }

    private final Sink output;
    private final Sink error;
    private final ByteBuffer header = ByteBuffer.allocate(8);
    private Sink current;
    private long left;

    StreamFrames(Sink output, Sink error) {
        this.output = output;
        this.error = error;
        this.current = output;
    }

    /** Hand on what these bytes hold. */
    void feed(ByteBuffer bytes) throws IOException, InterruptedException {
        while (bytes.hasRemaining()) {
            if (left == 0) {
                readHeader(bytes);
            } else {
                int length = (int) Math.min(left, bytes.remaining());
                current.accept(bytes.slice(bytes.position(), length));
                bytes.position(bytes.position() + length);
                left -= length;
            }
        }
    }

    private void readHeader(ByteBuffer bytes) throws IOException {
        while (header.hasRemaining() && bytes.hasRemaining()) {
            header.put(bytes.get());
        }
        if (header.hasRemaining()) {
            return;
        }
        current =
                switch (header.get(0)) {
                    case 1 -> output;
                    case 2 -> error;
                    default -> throw new IOException("no frame of the engine: " + header.get(0));
                };
        left = Integer.toUnsignedLong(header.getInt(4));
        header.clear();
    }
}
