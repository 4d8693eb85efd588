package gradebox.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamFramesTest {
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private final StreamFrames frames =
            new StreamFrames(bytes -> drain(bytes, output), bytes -> drain(bytes, error));

    private static void drain(ByteBuffer from, ByteArrayOutputStream to) {
        while (from.hasRemaining()) {
            to.write(from.get());
        }
    }

    private static byte[] frame(int stream, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var frame = ByteBuffer.allocate(8 + bytes.length).put((byte) stream);
        return frame.putInt(4, bytes.length).put(8, bytes).array();
    }

    private static ByteBuffer conversation() {
        var all = new ByteArrayOutputStream();
        all.writeBytes(frame(1, "out"));
        all.writeBytes(frame(2, "err"));
        all.writeBytes(frame(1, ""));
        all.writeBytes(frame(1, "more out"));
        all.writeBytes(frame(2, "or"));
        return ByteBuffer.wrap(all.toByteArray());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 11, 1000})
    void keepsTheStreamsApartWhateverThePieces(int piece) throws Exception {
        var all = conversation();
        while (all.hasRemaining()) {
            int length = Math.min(piece, all.remaining());
            frames.feed(all.slice(all.position(), length));
            all.position(all.position() + length);
        }

        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("outmore out");
        assertThat(error.toString(StandardCharsets.UTF_8)).isEqualTo("error");
    }

    @Test
    void refusesAStreamThatTheEngineDoesNotHave() {
        assertThatThrownBy(() -> frames.feed(ByteBuffer.wrap(frame(9, "x"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("9");
    }
}
