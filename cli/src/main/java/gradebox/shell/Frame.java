package gradebox.shell;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Hold one frame of what passes between gradebox and the relay in a sandbox: a letter, a length,
 * and so many bytes.
 *
 * @param kind what it is, as {@code gradebox_shell.py} says
 */
@SuppressWarnings("ArrayRecordComponent") // a value that is handed on once; never compared
record Frame(char kind, byte[] payload) {
    static final char INPUT = 'i';
    static final char INPUT_ENDED = 'e';
    static final char WINDOW = 'w';
    static final char TAKEN = 'k';
    static final char TERMINAL = 't';
    static final char OUTPUT = 'o';

    static final int HEAD = 5;

    /** Our relay sends less; whatever else writes there is none of ours. */
    static final int MOST = 1 << 16;

    static Frame taken(int bytes) {
        return new Frame(TAKEN, ByteBuffer.allocate(4).putInt(bytes).array());
    }

    static Frame window(WindowSize size) {
        return new Frame(
                WINDOW,
                ByteBuffer.allocate(4)
                        .putShort((short) size.rows())
                        .putShort((short) size.columns())
                        .array());
    }

    ByteBuffer bytes() {
        return ByteBuffer.allocate(HEAD + payload.length)
                .put((byte) kind)
                .putInt(payload.length)
                .put(payload)
                .flip();
    }

    /** Return the number that a frame of kind {@link #TAKEN} holds; 0 if it holds none. */
    int number() {
        return payload.length == 4 ? ByteBuffer.wrap(payload).getInt() : 0;
    }

    /**
     * Take a frame off the front of what has arrived.
     *
     * @return empty while it is not whole
     * @throws BrokenStreamException if it is none
     */
    static Optional<Frame> take(ByteBuffer arrived) throws BrokenStreamException {
        if (arrived.remaining() < HEAD) {
            return Optional.empty();
        }
        char kind = (char) (arrived.get(arrived.position()) & 0xff);
        int length = arrived.getInt(arrived.position() + 1);
        if ((kind != TERMINAL && kind != OUTPUT && kind != TAKEN) || length < 0 || length > MOST) {
            throw new BrokenStreamException();
        }
        if (arrived.remaining() < HEAD + length) {
            return Optional.empty();
        }
        var payload = new byte[length];
        arrived.position(arrived.position() + HEAD).get(payload);
        return Optional.of(new Frame(kind, payload));
    }

    /** Says that something in the sandbox wrote where only the relay does. */
    static final class BrokenStreamException extends Exception {
        private static final long serialVersionUID = 1;
    }
}
