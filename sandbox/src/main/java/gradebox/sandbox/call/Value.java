package gradebox.sandbox.call;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Hold what can cross between a sandbox and the JVM: the values of Python that a homework is made
 * of.
 */
public sealed interface Value {

    /** {@code None}. */
    record None() implements Value {}

    /** A boolean. */
    record Bool(boolean value) implements Value {}

    /** An integer of any size, within the protocol's cap on digits. */
    record Int(BigInteger value) implements Value {
        public Int(long value) {
            this(BigInteger.valueOf(value));
        }
    }

    /** A float, NaN and infinities included. */
    record Real(double value) implements Value {}

    /** A string. */
    record Text(String value) implements Value {}

    /** A list. */
    record Sequence(List<Value> items) implements Value {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** A tuple. */
    record Tuple(List<Value> items) implements Value {
        public Tuple {
            items = List.copyOf(items);
        }

        public Tuple(Value... items) {
            this(List.of(items));
        }
    }

    /** A dictionary, in order; keys are values of any kind that has no parts. */
    record Dictionary(List<Entry> entries) implements Value {
        public Dictionary {
            entries = List.copyOf(entries);
        }

        /** One pair of a dictionary. */
        public record Entry(Value key, Value value) {}
    }

    /**
     * An array or a tensor: values on the CPU, little-endian, in C order.
     *
     * @param tensor whether PyTorch's type, not NumPy's, is meant
     * @param type the type of the elements
     * @param shape the sizes; empty for a scalar array
     * @param data the elements; the record owns the bytes, and nobody changes them
     */
    @SuppressWarnings("ArrayRecordComponent") // equality is over contents, see below
    record Array(boolean tensor, ElementType type, List<Long> shape, byte[] data) implements Value {
        public Array {
            shape = List.copyOf(shape);
            if (byteCount(type, shape) != data.length) {
                throw new IllegalArgumentException(
                        data.length + " bytes are no " + type.word() + " array of shape " + shape);
            }
        }

        /**
         * Return how many bytes such an array has.
         *
         * @throws ArithmeticException if that is more than a long can hold
         */
        static long byteCount(ElementType type, List<Long> shape) {
            long count = type.bytes();
            for (long size : shape) {
                if (size < 0) {
                    throw new ArithmeticException("a negative size");
                }
                count = Math.multiplyExact(count, size);
            }
            return count;
        }

        /** Make a NumPy array of float64 out of its elements in C order. */
        public static Array ofDoubles(List<Long> shape, double... elements) {
            var buffer = ByteBuffer.allocate(8 * elements.length).order(ByteOrder.LITTLE_ENDIAN);
            buffer.asDoubleBuffer().put(elements);
            return new Array(false, ElementType.FLOAT64, shape, buffer.array());
        }

        /** Make a NumPy array of int64 out of its elements in C order. */
        public static Array ofLongs(List<Long> shape, long... elements) {
            var buffer = ByteBuffer.allocate(8 * elements.length).order(ByteOrder.LITTLE_ENDIAN);
            buffer.asLongBuffer().put(elements);
            return new Array(false, ElementType.INT64, shape, buffer.array());
        }

        /** Return a read-only little-endian view of the elements. */
        public ByteBuffer buffer() {
            return ByteBuffer.wrap(data).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        }

        public long size() {
            return data.length / type.bytes();
        }

        /**
         * Return the elements as doubles; booleans are 0 and 1, and an int64 beyond 2^53 is
         * rounded.
         */
        public double[] toDoubles() {
            var from = buffer();
            var to = new double[Math.toIntExact(size())];
            for (int i = 0; i < to.length; i++) {
                to[i] =
                        switch (type) {
                            case FLOAT64 -> from.getDouble(8 * i);
                            case FLOAT32 -> from.getFloat(4 * i);
                            case FLOAT16 -> Float.float16ToFloat(from.getShort(2 * i));
                            case INT64 -> from.getLong(8 * i);
                            case INT32 -> from.getInt(4 * i);
                            case INT16 -> from.getShort(2 * i);
                            case INT8 -> from.get(i);
                            case UINT8, BOOL -> from.get(i) & 0xff;
                        };
            }
            return to;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Array that
                    && tensor == that.tensor
                    && type == that.type
                    && shape.equals(that.shape)
                    && Arrays.equals(data, that.data);
        }

        @Override
        public int hashCode() {
            return 31 * shape.hashCode() + Arrays.hashCode(data);
        }

        @Override
        public String toString() {
            return (tensor ? "tensor" : "array") + " of " + type.word() + " " + shapeText();
        }

        private String shapeText() {
            return shape.stream().map(String::valueOf).collect(Collectors.joining("×", "[", "]"));
        }
    }

    /**
     * An object that stays in the sandbox, named by a number that is good as long as its process
     * lives.
     *
     * @param typeName what Python calls its class; the student's word
     */
    record Handle(long id, String typeName) implements Value {}

    /** Return what a student would call this kind of value. */
    default String kind() {
        return switch (this) {
            case None none -> "None";
            case Bool bool -> "a bool";
            case Int integer -> "an int";
            case Real real -> "a float";
            case Text text -> "a str";
            case Sequence list -> "a list of " + list.items().size();
            case Tuple tuple -> "a tuple of " + tuple.items().size();
            case Dictionary dictionary -> "a dict of " + dictionary.entries().size();
            case Array array -> "an array of " + array.type().word() + " " + array.shapeText();
            case Handle handle -> "an object of class " + handle.typeName();
        };
    }
}
