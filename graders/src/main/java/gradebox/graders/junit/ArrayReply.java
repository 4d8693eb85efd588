package gradebox.graders.junit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import gradebox.grading.Outcome;
import gradebox.sandbox.call.Value;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/**
 * Assert on an array that a submission answered with. Comparisons look at the shape first and are
 * written so that NaN, an empty array or a broadcast scalar fail. A failing message names one
 * index, what was expected there within what, and what came; never the whole array.
 */
public final class ArrayReply {
    private final String what;
    private final Value.Array array;
    private final NDManager manager;

    ArrayReply(String what, Value.Array array, NDManager manager) {
        this.what = what;
        this.array = array;
        this.manager = manager;
    }

    /** Return it as a DJL array, of the type it came in. */
    public NDArray nd() {
        var shape = new Shape(array.shape().stream().mapToLong(Long::longValue).toArray());
        var direct = ByteBuffer.allocateDirect(array.data().length).order(ByteOrder.nativeOrder());
        direct.put(array.data()).rewind();
        return manager.create(direct, shape, dataType());
    }

    private DataType dataType() {
        return switch (array.type()) {
            case FLOAT64 -> DataType.FLOAT64;
            case FLOAT32 -> DataType.FLOAT32;
            case FLOAT16 -> DataType.FLOAT16;
            case INT64 -> DataType.INT64;
            case INT32 -> DataType.INT32;
            case INT16 -> DataType.INT16;
            case INT8 -> DataType.INT8;
            case UINT8 -> DataType.UINT8;
            case BOOL -> DataType.BOOLEAN;
        };
    }

    /** Return the elements in C order. */
    public double[] doubles() {
        return array.toDoubles();
    }

    public List<Long> shape() {
        return array.shape();
    }

    /** Expect exactly this shape. */
    public ArrayReply hasShape(long... shape) {
        var expected = Arrays.stream(shape).boxed().toList();
        if (!array.shape().equals(expected)) {
            throw wrong(
                    "should have the shape " + show(expected) + ", and has " + show(array.shape()));
        }
        return this;
    }

    /** Expect elements of a floating-point type. */
    public ArrayReply isFloating() {
        if (!array.type().isFloating()) {
            throw wrong("should hold floats, and holds " + array.type().word());
        }
        return this;
    }

    /** Expect elements of an integer type; booleans are none. */
    public ArrayReply isInteger() {
        boolean integers =
                switch (array.type()) {
                    case INT64, INT32, INT16, INT8, UINT8 -> true;
                    case FLOAT64, FLOAT32, FLOAT16, BOOL -> false;
                };
        if (!integers) {
            throw wrong("should hold integers, and holds " + array.type().word());
        }
        return this;
    }

    /** Expect neither NaN nor infinity anywhere, and at least one element. */
    public ArrayReply isFinite() {
        double[] elements = doubles();
        if (elements.length == 0) {
            throw wrong("is empty");
        }
        for (int i = 0; i < elements.length; i++) {
            if (!Double.isFinite(elements[i])) {
                throw wrong("is " + Reply.show(elements[i]) + at(i));
            }
        }
        return this;
    }

    /**
     * Expect the same shape, and every element within {@code tolerance × (1 + |expected|)} of the
     * one expected.
     *
     * @param expected an array with at least one element, of any number type
     */
    public ArrayReply isCloseTo(NDArray expected, double tolerance) {
        hasShape(expected.getShape().getShape());
        return compare(toDoubles(expected), relative(tolerance));
    }

    /** Expect these elements, in C order, whatever the shape. */
    public ArrayReply isCloseTo(double[] expected, double tolerance) {
        if (expected.length != array.size()) {
            throw wrong("should have " + expected.length + " elements, and has " + array.size());
        }
        return compare(expected, relative(tolerance));
    }

    /** Expect the shape of another answer, and every element close to the one there. */
    public ArrayReply isCloseTo(ArrayReply expected, double tolerance) {
        return sameShape(expected).compare(expected.doubles(), relative(tolerance));
    }

    /** Expect the same shape, and every element at most this far from the one expected. */
    public ArrayReply isWithin(NDArray expected, double distance) {
        hasShape(expected.getShape().getShape());
        return compare(toDoubles(expected), wanted -> distance);
    }

    /** Expect the same shape and the very same numbers, whatever their type. */
    public ArrayReply isEqualTo(NDArray expected) {
        return isWithin(expected, 0);
    }

    /** Expect the shape of another answer, and the very same numbers. */
    public ArrayReply isEqualTo(ArrayReply expected) {
        return sameShape(expected).compare(expected.doubles(), wanted -> 0);
    }

    /**
     * Expect the shape of another answer, and a number that differs.
     *
     * @param what the other one is, for the message: {@code "what another seed gives"}
     */
    public ArrayReply isNotEqualTo(ArrayReply other, String what) {
        if (Arrays.equals(sameShape(other).doubles(), other.doubles())) {
            throw wrong("should differ from " + what + ", and does not");
        }
        return this;
    }

    /**
     * Expect labels that are right for a share of the rows at least.
     *
     * @param share from 0 to 1
     */
    public ArrayReply isRightOn(NDArray labels, double share) {
        hasShape(labels.getShape().getShape());
        double[] wanted = toDoubles(labels);
        double[] got = doubles();
        int right = 0;
        for (int i = 0; i < wanted.length; i++) {
            right += got[i] == wanted[i] ? 1 : 0;
        }
        long least = Math.max(1, (long) Math.ceil(share * wanted.length));
        if (right < least) {
            throw wrong(
                    "should be right on at least %d of %d, and is on %d"
                            .formatted(least, wanted.length, right));
        }
        return this;
    }

    /** Tell whether it has the shape and the numbers of an array of ours, NaN included. */
    boolean holds(NDArray ours) {
        var shape = Arrays.stream(ours.getShape().getShape()).boxed().toList();
        return array.shape().equals(shape) && Arrays.equals(doubles(), toDoubles(ours));
    }

    private ArrayReply sameShape(ArrayReply other) {
        return hasShape(other.shape().stream().mapToLong(Long::longValue).toArray());
    }

    private static DoubleUnaryOperator relative(double tolerance) {
        return wanted -> tolerance * (1 + Math.abs(wanted));
    }

    private ArrayReply compare(double[] wanted, DoubleUnaryOperator within) {
        double[] got = doubles();
        if (wanted.length == 0) {
            throw new IllegalArgumentException("nothing can be compared with an empty array");
        }
        int off = 0;
        int first = -1;
        for (int i = 0; i < wanted.length; i++) {
            // written so that NaN fails
            if (!(Math.abs(got[i] - wanted[i]) <= within.applyAsDouble(wanted[i]))) {
                off++;
                first = first < 0 ? i : first;
            }
        }
        if (off > 0) {
            throw differs(first, wanted[first], got[first], within, off);
        }
        return this;
    }

    private StudentFault differs(
            int index, double wanted, double got, DoubleUnaryOperator within, int off) {
        double distance = within.applyAsDouble(wanted);
        String rest =
                array.size() == 1
                        ? ""
                        : " (%d of %d elements are off)".formatted(off, array.size());
        return wrong(
                "should be %s%s%s, and is %s%s"
                        .formatted(
                                Reply.show(wanted),
                                distance == 0 ? "" : " within " + Reply.show(distance),
                                at(index),
                                Reply.show(got),
                                rest));
    }

    private static double[] toDoubles(NDArray array) {
        try (NDArray doubles = array.toType(DataType.FLOAT64, true)) {
            return doubles.toDoubleArray();
        }
    }

    /**
     * Make the failure of a check, with words about this array: {@code throw dx.wrong("should be 0
     * where x is negative")}.
     */
    public StudentFault wrong(String words) {
        return new StudentFault(Outcome.Reason.WRONG, what + " " + words);
    }

    Value value() {
        return array;
    }

    private String at(int flat) {
        var shape = array.shape();
        if (shape.isEmpty()) {
            return "";
        }
        var parts = new Long[shape.size()];
        long rest = flat;
        for (int d = shape.size() - 1; d >= 0; d--) {
            parts[d] = rest % shape.get(d);
            rest /= shape.get(d);
        }
        return " at " + show(Arrays.asList(parts));
    }

    private static String show(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    }
}
