package gradebox.sandbox.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.UUID;

/**
 * Hold one message of the protocol.
 *
 * <p>On the wire, all numbers big-endian: {@code GBX1}, type (1 byte), number (8), nonce (16), the
 * header's length (4), the payload's length (8), the header (a JSON object in UTF-8), the payload
 * ({@code .npy} blocks, whose lengths the header lists under {@code blocks}).
 *
 * @param number of the request that it makes or answers
 * @param nonce of the request; it orders calls and authenticates nothing
 * @param header what it says
 * @param blocks its arrays
 */
public record Frame(
        FrameType type, long number, UUID nonce, ObjectNode header, List<byte[]> blocks) {

    static final int FIXED_BYTES = 4 + 1 + 8 + 16 + 4 + 8;

    public Frame {
        blocks = List.copyOf(blocks);
    }
}
