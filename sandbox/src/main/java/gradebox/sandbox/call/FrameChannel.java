package gradebox.sandbox.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.sandbox.Deadline;
import gradebox.sandbox.DeadlineException;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Send and receive frames over a sandbox's standard streams. One thread at a time. */
public final class FrameChannel {
    private static final byte[] MAGIC = {'G', 'B', 'X', '1'};

    /**
     * What is allocated for a part of a frame before its bytes have come, however long it says that
     * it is.
     */
    private static final int FIRST_ALLOCATION = 1 << 16;

    private final Sandbox sandbox;
    private final CallCaps caps;
    private final ObjectMapper json;

    public FrameChannel(Sandbox sandbox, CallCaps caps) {
        this.sandbox = sandbox;
        this.caps = caps;
        this.json = strictJson(caps);
    }

    private static ObjectMapper strictJson(CallCaps caps) {
        var constraints =
                StreamReadConstraints.builder()
                        .maxDocumentLength(caps.headerBytes())
                        // a level of values is at most three of JSON: {"dict": [[key, value]]}
                        .maxNestingDepth(3 * caps.depth() + 4)
                        .maxStringLength(caps.textChars())
                        .maxNumberLength(64)
                        .maxNameLength(64)
                        .build();
        var factory =
                JsonFactory.builder()
                        .streamReadConstraints(constraints)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build();
        return new ObjectMapper(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** Send a frame. A program that is gone takes it silently; the missing answer will tell. */
    public void send(Frame frame, Deadline deadline)
            throws SandboxException, DeadlineException, InterruptedException {
        var header = frame.header();
        if (!frame.blocks().isEmpty()) {
            header = header.objectNode().setAll(header);
            var lengths = header.putArray("blocks");
            frame.blocks().forEach(block -> lengths.add(block.length));
        }
        byte[] text = bytes(header);
        long payload = frame.blocks().stream().mapToLong(block -> block.length).sum();
        var start = ByteBuffer.allocate(Frame.FIXED_BYTES + text.length);
        start.put(MAGIC).put((byte) frame.type().code()).putLong(frame.number());
        start.putLong(frame.nonce().getMostSignificantBits());
        start.putLong(frame.nonce().getLeastSignificantBits());
        start.putInt(text.length).putLong(payload).put(text).flip();
        sandbox.send(start, deadline);
        for (byte[] block : frame.blocks()) {
            sandbox.send(ByteBuffer.wrap(block), deadline);
        }
    }

    private byte[] bytes(JsonNode header) {
        try {
            return json.writeValueAsBytes(header);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    /**
     * Receive the next frame.
     *
     * @throws EndOfStream if the other side has closed its stream
     * @throws ProtocolException if what comes is no frame
     */
    public Frame receive(Deadline deadline)
            throws ProtocolException,
                    EndOfStream,
                    SandboxException,
                    DeadlineException,
                    InterruptedException {
        var fixed = ByteBuffer.wrap(take(Frame.FIXED_BYTES, deadline));
        var magic = new byte[MAGIC.length];
        fixed.get(magic);
        int code = fixed.get();
        if (!Arrays.equals(magic, MAGIC)) {
            throw new ProtocolException("bytes that are no answer where only answers go");
        }
        var type =
                FrameType.of(code)
                        .orElseThrow(
                                () ->
                                        new ProtocolException(
                                                "an answer of an unknown type, " + code));
        long number = fixed.getLong();
        var nonce = new UUID(fixed.getLong(), fixed.getLong());
        long headerLength = fixed.getInt() & 0xffff_ffffL;
        long payloadLength = fixed.getLong();
        if (headerLength > caps.headerBytes()
                || payloadLength < 0
                || payloadLength > caps.payloadBytes()) {
            throw new ProtocolException("an answer that is larger than may be");
        }
        var header = parse(take((int) headerLength, deadline));
        return new Frame(
                type, number, nonce, header, blocks(header, (int) payloadLength, deadline));
    }

    private ObjectNode parse(byte[] text) throws ProtocolException {
        try {
            if (json.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException e) {
            throw new ProtocolException("an answer whose header cannot be read", e);
        }
        throw new ProtocolException("an answer whose header is no object");
    }

    private List<byte[]> blocks(ObjectNode header, int payload, Deadline deadline)
            throws ProtocolException,
                    EndOfStream,
                    SandboxException,
                    DeadlineException,
                    InterruptedException {
        var blocks = new ArrayList<byte[]>();
        int left = payload;
        for (JsonNode length : header.path("blocks")) {
            if (!length.isInt() || length.intValue() <= 0 || length.intValue() > left) {
                throw new ProtocolException("an answer whose arrays do not fill it");
            }
            blocks.add(take(length.intValue(), deadline));
            left -= length.intValue();
        }
        if (left != 0) {
            throw new ProtocolException("an answer whose arrays do not fill it");
        }
        return blocks;
    }

    /** Take so many bytes, and allocate at most four times what has come. */
    private byte[] take(int count, Deadline deadline)
            throws EndOfStream, SandboxException, DeadlineException, InterruptedException {
        var bytes = new byte[Math.min(count, FIRST_ALLOCATION)];
        int have = 0;
        while (have < count) {
            if (have == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(count, 4L * have));
            }
            int got = sandbox.receive(ByteBuffer.wrap(bytes, have, bytes.length - have), deadline);
            if (got < 0) {
                throw new EndOfStream();
            }
            have += got;
        }
        return bytes;
    }

    /** Tell that the other side has closed its stream. */
    public static final class EndOfStream extends Exception {
        private static final long serialVersionUID = 1;

        EndOfStream() {
            super("the stream has ended");
        }
    }
}
