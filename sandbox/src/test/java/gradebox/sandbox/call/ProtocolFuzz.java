package gradebox.sandbox.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gradebox.sandbox.Deadline;
import gradebox.sandbox.HostileBytes;
import java.time.Duration;

/** What the student's end writes; see {@code sandbox/fuzz/run}. */
class ProtocolFuzz {
    private static final int NPZ_BYTES = 1 << 22;

    @FuzzTest
    void frames(byte[] bytes) throws Exception {
        HostileBytes.feed(bytes, ProtocolFuzz::readFrames);
    }

    @FuzzTest
    void npy(byte[] bytes) throws Exception {
        HostileBytes.feed(bytes, ProtocolFuzz::readNpy);
    }

    @FuzzTest
    void npz(byte[] bytes) throws Exception {
        HostileBytes.feed(bytes, ProtocolFuzz::readNpz);
    }

    /** Receive to the end of the stream; decode every field of every header as a value. */
    static void readFrames(byte[] bytes) throws Exception {
        var wire = new ScriptedSandbox(bytes, request -> request);
        wire.end();
        var channel = new FrameChannel(wire, CallCaps.DEFAULT);
        var codec = new ValueCodec(CallCaps.DEFAULT);
        try {
            while (true) {
                var frame = channel.receive(Deadline.after(Duration.ofMinutes(1)));
                for (var field : frame.header()) {
                    codec.decode(field, frame.blocks());
                }
            }
        } catch (ProtocolException | FrameChannel.EndOfStream e) {
            assertThat(e).hasMessageMatching("[ -~]+");
        }
    }

    static void readNpy(byte[] bytes) {
        try {
            var array = Npy.read(bytes);
            assertThat(array.data().length)
                    .isEqualTo(Value.Array.byteCount(array.type(), array.shape()))
                    .isLessThan(bytes.length);
            assertThat(Npy.read(Npy.write(array))).isEqualTo(array);
        } catch (ProtocolException e) {
            assertThat(e).hasMessageMatching("[ -~]+");
        }
    }

    static void readNpz(byte[] bytes) {
        try {
            var arrays = Npz.read(bytes, NPZ_BYTES);
            assertThat(arrays.values().stream().mapToLong(array -> array.data().length).sum())
                    .isLessThanOrEqualTo(NPZ_BYTES);
        } catch (ProtocolException e) {
            assertThat(e).hasMessageMatching("[ -~]+");
        }
    }
}
