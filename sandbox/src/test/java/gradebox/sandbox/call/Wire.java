package gradebox.sandbox.call;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds frames by hand, right ones and wrong ones. */
final class Wire {
    static final int FIXED = 41;

    private Wire() {}

    static byte[] frame(
            FrameType type, long number, byte[] nonce, String header, byte[]... blocks) {
        return frame(type.code(), number, nonce, header.getBytes(StandardCharsets.UTF_8), blocks);
    }

    static byte[] frame(int type, long number, byte[] nonce, byte[] header, byte[]... blocks) {
        int payload = Arrays.stream(blocks).mapToInt(block -> block.length).sum();
        var out = ByteBuffer.allocate(FIXED + header.length + payload);
        out.put("GBX1".getBytes(StandardCharsets.US_ASCII))
                .put((byte) type)
                .putLong(number)
                .put(nonce);
        out.putInt(header.length).putLong(payload).put(header);
        for (byte[] block : blocks) {
            out.put(block);
        }
        return out.array();
    }

    static byte[] hello() {
        return frame(FrameType.HELLO, 0, new byte[16], "{\"missing\": [], \"cleans\": true}");
    }

    static int type(byte[] frame) {
        return frame[4];
    }

    static long number(byte[] frame) {
        return ByteBuffer.wrap(frame).getLong(5);
    }

    static byte[] nonce(byte[] frame) {
        return Arrays.copyOfRange(frame, 13, 29);
    }

    /**
     * Return how long a frame says that it is; more than there is while its fixed part has not
     * come.
     */
    static long length(byte[] start) {
        if (start.length < FIXED) {
            return FIXED;
        }
        var fixed = ByteBuffer.wrap(start);
        return FIXED + fixed.getInt(29) + fixed.getLong(33);
    }

    /** Answer a request rightly. */
    static byte[] reply(byte[] request, FrameType type, String header, byte[]... blocks) {
        return frame(type, number(request), nonce(request), header, blocks);
    }

    static byte[] join(byte[]... parts) {
        var out = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
