package gradebox.sandbox.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.DeadlineException;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class ValueTest {
    private static final CallCaps SMALL = new CallCaps(1 << 12, 1 << 16, 8, 1 << 10, 50);
    private static final Deadline SOON = Deadline.after(Duration.ofMinutes(10));

    @Provide
    Arbitrary<Value> values() {
        return value(3);
    }

    private Arbitrary<Value> value(int depth) {
        if (depth == 0) {
            return Arbitraries.oneOf(single(), arrays());
        }
        var parts = value(depth - 1);
        Arbitrary<Value> lists = parts.list().ofMaxSize(3).map(Value.Sequence::new);
        Arbitrary<Value> tuples = parts.list().ofMaxSize(3).map(Value.Tuple::new);
        return Arbitraries.oneOf(
                single(), arrays(), lists, tuples, dictionaries(key(depth - 1), parts));
    }

    private static Arbitrary<Value> single() {
        return Arbitraries.oneOf(
                Arbitraries.just(new Value.None()),
                Arbitraries.of(true, false).map(Value.Bool::new),
                Arbitraries.bigIntegers()
                        .between(BigInteger.TEN.pow(40).negate(), BigInteger.TEN.pow(40))
                        .map(Value.Int::new),
                Arbitraries.doubles().map(Value.Real::new),
                Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, -0.0).map(Value.Real::new),
                Arbitraries.strings().ofMaxLength(20).map(Value.Text::new));
    }

    /** What Python can hash. */
    private static Arbitrary<Value> key(int depth) {
        return depth == 0
                ? single()
                : Arbitraries.oneOf(
                        single(), key(depth - 1).list().ofMaxSize(3).map(Value.Tuple::new));
    }

    private static Arbitrary<Value> dictionaries(Arbitrary<Value> keys, Arbitrary<Value> values) {
        return Combinators.combine(keys, values)
                .as(Value.Dictionary.Entry::new)
                .list()
                .ofMaxSize(3)
                .map(Value.Dictionary::new);
    }

    @Provide
    Arbitrary<Value> unhashable() {
        var none = Arbitraries.just(List.<Value>of());
        return Arbitraries.oneOf(
                arrays(),
                none.map(Value.Sequence::new),
                none.map(list -> new Value.Dictionary(List.of())),
                arrays().map(array -> new Value.Tuple(List.of(array))));
    }

    @Property(tries = 100)
    void aKeyThatPythonCannotHashIsRefused(@ForAll("unhashable") Value key) {
        var codec = new ValueCodec(CallCaps.DEFAULT);
        var blocks = new ArrayList<byte[]>();
        var entry = new Value.Dictionary.Entry(key, new Value.None());
        var encoded = codec.encode(new Value.Dictionary(List.of(entry)), blocks);
        assertThatThrownBy(() -> codec.decode(encoded, blocks))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("a key that can be none");
    }

    @Provide
    Arbitrary<Value> arrays() {
        var shapes = Arbitraries.longs().between(0, 5).list().ofMaxSize(3);
        return Combinators.combine(
                        Arbitraries.of(ElementType.class),
                        shapes,
                        Arbitraries.of(true, false),
                        Arbitraries.bytes().array(byte[].class).ofSize(1000))
                .as(
                        (type, shape, tensor, bytes) ->
                                new Value.Array(
                                        tensor,
                                        type,
                                        shape,
                                        java.util.Arrays.copyOf(
                                                bytes, (int) Value.Array.byteCount(type, shape))));
    }

    @Property(tries = 300)
    void everyValueCrossesUnchanged(@ForAll("values") Value value) throws Exception {
        var codec = new ValueCodec(CallCaps.DEFAULT);
        var blocks = new ArrayList<byte[]>();
        var header = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        header.set("value", codec.encode(value, blocks));
        var frame = new Frame(FrameType.RETURNED, 7, UUID.randomUUID(), header, blocks);
        var wire = new ScriptedSandbox(new byte[0], request -> request);
        var channel = new FrameChannel(wire, CallCaps.DEFAULT);
        channel.send(frame, SOON);
        var back = channel.receive(SOON);
        assertThat(back.number()).isEqualTo(7);
        assertThat(back.nonce()).isEqualTo(frame.nonce());
        assertThat(codec.decode(back.header().path("value"), back.blocks())).isEqualTo(value);
    }

    @Property(tries = 2000)
    void garbageIsRefusedAndNothingElse(@ForAll @Size(max = 300) byte[] garbage) throws Exception {
        receive(garbage);
    }

    @Property(tries = 2000)
    void garbageAfterARightStartIsRefusedAndNothingElse(
            @ForAll @Size(max = 200) byte[] header, @ForAll @Size(max = 200) byte[] block)
            throws Exception {
        receive(Wire.frame(FrameType.RETURNED.code(), 1, new byte[16], header, block));
    }

    @Property(tries = 2000)
    void aRightFrameWithOneByteChangedIsRefusedOrStillAFrame(
            @ForAll("values") Value value, @ForAll int position, @ForAll byte other)
            throws Exception {
        var blocks = new ArrayList<byte[]>();
        var encoded = new ValueCodec(SMALL).encode(value, blocks);
        var lengths = blocks.stream().map(block -> block.length).toList();
        byte[] frame =
                Wire.frame(
                        FrameType.RETURNED,
                        1,
                        new byte[16],
                        "{\"value\": " + encoded + ", \"blocks\": " + lengths + "}",
                        blocks.toArray(byte[][]::new));
        frame[Math.floorMod(position, frame.length)] = other;
        receive(frame);
    }

    /** Take what comes; anything thrown but the decoder's own error fails the property. */
    private static void receive(byte[] bytes) throws IOException, InterruptedException {
        try {
            var frame = new FrameChannel(new ScriptedSandbox(bytes, r -> r), SMALL).receive(SOON);
            new ValueCodec(SMALL).decode(frame.header().path("value"), frame.blocks());
        } catch (ProtocolException e) {
            assertThat(e.getMessage()).isNotBlank();
        } catch (DeadlineException | FrameChannel.EndOfStream e) {
            assertThat(bytes).isNotNull(); // it stopped in the middle: the rest never came
        }
    }

    @Property(tries = 500)
    void arraysSurviveTheirFileFormat(@ForAll("arrays") Value value) throws Exception {
        var array = (Value.Array) value;
        assertThat(Npy.read(Npy.write(array), array.tensor())).isEqualTo(array);
        var plain = new Value.Array(false, array.type(), array.shape(), array.data());
        var archive = java.util.Map.of("a", plain);
        assertThat(Npz.read(Npz.write(archive), 1 << 20)).isEqualTo(archive);
    }

    @Property(tries = 2000)
    void noBytesButAnArrayAreReadAsOne(@ForAll @Size(max = 200) byte[] bytes) {
        assertThat(refuses(bytes)).isTrue();
    }

    private static boolean refuses(byte[] bytes) {
        try {
            Npy.read(bytes);
            return false;
        } catch (ProtocolException e) {
            return true;
        }
    }

    @Property(tries = 200)
    void aClaimNeverAllocatesBeforeItsBytesHaveCome(@ForAll int header, @ForAll long payload)
            throws Exception {
        byte[] frame = Wire.frame(FrameType.RETURNED, 1, new byte[16], "{}");
        java.nio.ByteBuffer.wrap(frame).putInt(29, header).putLong(33, payload);
        var bean =
                (com.sun.management.ThreadMXBean)
                        java.lang.management.ManagementFactory.getThreadMXBean();
        long before = bean.getCurrentThreadAllocatedBytes();
        receive(frame);
        assertThat(bean.getCurrentThreadAllocatedBytes() - before).isLessThan(4L << 20);
    }

    @Property(tries = 200)
    void fortranOrderIsReadAsWhatItMeans(
            @ForAll @net.jqwik.api.constraints.IntRange(min = 1, max = 5) int rows,
            @ForAll @net.jqwik.api.constraints.IntRange(min = 1, max = 5) int columns)
            throws Exception {
        var elements = new double[rows * columns];
        for (int column = 0; column < columns; column++) {
            for (int row = 0; row < rows; row++) {
                elements[column * rows + row] = 10 * row + column;
            }
        }
        var shape = List.of((long) rows, (long) columns);
        // the same header with the order turned, and the padding one space longer
        String file = new String(Npy.write(Value.Array.ofDoubles(shape, elements)), ISO_8859_1);
        String turned = file.replaceFirst("False, (.*?)\n", "True, $1 \n");
        var read = Npy.read(turned.getBytes(ISO_8859_1));
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                assertThat(read.toDoubles()[row * columns + column]).isEqualTo(10 * row + column);
            }
        }
    }
}
