package gradebox.graders.junit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import gradebox.sandbox.call.ElementType;
import gradebox.sandbox.call.Value;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turn what a suite passes as arguments into values of the protocol. */
final class Arguments {
    private Arguments() {}

    /** An array that is to reach Python as a PyTorch tensor. */
    private record Tensor(NDArray array) {}

    static Object tensor(NDArray array) {
        return new Tensor(array);
    }

    static List<Value> values(@Nullable Object[] arguments, Student student) {
        var values = new ArrayList<Value>();
        for (var argument : arguments) {
            values.add(value(argument, student));
        }
        return values;
    }

    /**
     * Turn one argument into a value.
     *
     * @throws IllegalArgumentException if it is of a kind that cannot cross, or an object of
     *     another sandbox
     */
    static Value value(@Nullable Object argument, Student student) {
        return switch (argument) {
            case null -> new Value.None();
            case Boolean bool -> new Value.Bool(bool);
            case Double real -> new Value.Real(real);
            case Float real -> new Value.Real(real);
            case BigInteger integer -> new Value.Int(integer);
            case Number integer -> new Value.Int(integer.longValue());
            case String text -> new Value.Text(text);
            case NDArray array -> array(array, false);
            case Tensor tensor -> array(tensor.array, true);
            case Reply reply -> reply.valueFor(student);
            case ArrayReply reply -> reply.value();
            case StudentObject object -> object.handleFor(student);
            case double[] array -> Value.Array.ofDoubles(List.of((long) array.length), array);
            case long[] array -> Value.Array.ofLongs(List.of((long) array.length), array);
            case int[] array ->
                    Value.Array.ofLongs(
                            List.of((long) array.length),
                            Arrays.stream(array).asLongStream().toArray());
            case List<?> list -> new Value.Sequence(values(list.toArray(), student));
            case Map<?, ?> map -> dictionary(map, student);
            default ->
                    throw new IllegalArgumentException(
                            "a "
                                    + argument.getClass().getName()
                                    + " cannot be passed to a student's function");
        };
    }

    private static Value dictionary(Map<?, ?> map, Student student) {
        var entries = new ArrayList<Value.Dictionary.Entry>();
        map.forEach(
                (key, item) ->
                        entries.add(
                                new Value.Dictionary.Entry(
                                        value(key, student), value(item, student))));
        return new Value.Dictionary(entries);
    }

    private static Value.Array array(NDArray array, boolean tensor) {
        ByteBuffer buffer = array.toByteBuffer();
        var data = new byte[buffer.remaining()];
        buffer.get(data);
        var shape = Arrays.stream(array.getShape().getShape()).boxed().toList();
        return new Value.Array(tensor, type(array.getDataType()), shape, data);
    }

    private static ElementType type(DataType type) {
        String name = type == DataType.BOOLEAN ? "BOOL" : type.name();
        return Arrays.stream(ElementType.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "arrays of " + type + " cannot be passed"));
    }
}
