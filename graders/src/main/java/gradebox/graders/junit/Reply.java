package gradebox.graders.junit;

import gradebox.grading.Outcome;
import gradebox.sandbox.call.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Read what a submission answered. Each accessor states which kind of value is expected: another
 * kind fails the check, with a message that the student understands.
 */
public final class Reply {
    private final Student student;
    private final String what;
    private final Value value;

    Reply(Student student, String what, Value value) {
        this.student = student;
        this.what = what;
        this.value = value;
    }

    /** Expect an array or a tensor of any shape. */
    public ArrayReply array() {
        if (value instanceof Value.Array array) {
            return new ArrayReply(what, array, student.arrays());
        }
        throw wrongKind("an array");
    }

    /**
     * Expect an array or a tensor of exactly this shape; no size stands for an array without
     * dimensions.
     */
    public ArrayReply array(long... shape) {
        return array().hasShape(shape);
    }

    /**
     * Expect a number: a float, an int, or an array or tensor without dimensions. It may be NaN or
     * infinite.
     */
    public double number() {
        return switch (value) {
            case Value.Real real -> real.value();
            case Value.Int integer -> integer.value().doubleValue();
            case Value.Array array -> scalar(array, "a number");
            default -> throw wrongKind("a number");
        };
    }

    private double scalar(Value.Array array, String wanted) {
        if (array.shape().isEmpty()) {
            return array.toDoubles()[0];
        }
        throw wrongKind(wanted);
    }

    /** Expect a number within {@code tolerance × (1 + |expected|)} of another; NaN never is. */
    public Reply isCloseTo(double expected, double tolerance) {
        return isWithin(expected, tolerance * (1 + Math.abs(expected)));
    }

    /** Expect a number that is at most this far from another; NaN never is. */
    public Reply isWithin(double expected, double distance) {
        double actual = number();
        if (!(Math.abs(actual - expected) <= distance)) {
            throw wrong(
                    "should be %s within %s, and is %s"
                            .formatted(show(expected), show(distance), show(actual)));
        }
        return this;
    }

    /** Expect an integer that fits into a long. */
    public long integer() {
        if (value instanceof Value.Int integer && integer.value().bitLength() < Long.SIZE) {
            return integer.value().longValueExact();
        }
        if (value instanceof Value.Array array && !array.type().isFloating()) {
            return (long) scalar(array, "an int");
        }
        throw wrongKind("an int");
    }

    /** Expect a boolean. */
    public boolean bool() {
        if (value instanceof Value.Bool bool) {
            return bool.value();
        }
        throw wrongKind("a bool");
    }

    /** Expect a string: the student's text. */
    public String text() {
        if (value instanceof Value.Text text) {
            return text.value();
        }
        throw wrongKind("a str");
    }

    /** Expect a tuple, or a list, of this many values. */
    public List<Reply> tuple(int size) {
        var items = list();
        if (items.size() != size) {
            throw wrongKind(size + " values");
        }
        return items;
    }

    /**
     * Expect a tuple, or a list, of as many values as there are names, and call them so from here
     * on: {@code dx of linear_backward(…) should be …}.
     */
    public Parts tuple(String first, String... others) {
        var names = new ArrayList<>(List.of(first));
        names.addAll(List.of(others));
        var items = tuple(names.size());
        var replies = new ArrayList<Reply>();
        for (int i = 0; i < items.size(); i++) {
            replies.add(new Reply(student, names.get(i) + " of " + what, items.get(i).value));
        }
        return new Parts(names, replies);
    }

    /** Expect a list or a tuple of any length. */
    public List<Reply> list() {
        var items =
                switch (value) {
                    case Value.Sequence list -> list.items();
                    case Value.Tuple tuple -> tuple.items();
                    default -> throw wrongKind("a list or a tuple");
                };
        var replies = new ArrayList<Reply>();
        for (int i = 0; i < items.size(); i++) {
            replies.add(new Reply(student, what + "[" + i + "]", items.get(i)));
        }
        return replies;
    }

    /** Expect a dictionary whose keys are strings. */
    public Map<String, Reply> dictionary() {
        if (!(value instanceof Value.Dictionary dictionary)) {
            throw wrongKind("a dict");
        }
        var replies = new LinkedHashMap<String, Reply>();
        for (var entry : dictionary.entries()) {
            if (!(entry.key() instanceof Value.Text key)) {
                throw wrongKind("a dict whose keys are strings");
            }
            String place = what + "['" + key.value() + "']";
            replies.put(key.value(), new Reply(student, place, entry.value()));
        }
        return replies;
    }

    /** Expect a dictionary that has a key, and return what stands there. */
    public Reply item(String key) {
        var found = dictionary().get(key);
        if (found == null) {
            throw wrong("has no key '" + key + "'");
        }
        return found;
    }

    /** Expect an object that stays in the sandbox. */
    public StudentObject object() {
        if (value instanceof Value.Handle handle) {
            return new StudentObject(student, what.replace("(…)", ""), handle);
        }
        throw wrongKind("an object");
    }

    /** Tell whether it is {@code None}. */
    public boolean isNone() {
        return value instanceof Value.None;
    }

    /**
     * Make the failure of a check, with words about this value: {@code throw loss.wrong("should not
     * be negative")}.
     */
    public StudentFault wrong(String words) {
        return new StudentFault(Outcome.Reason.WRONG, what + " " + words);
    }

    private StudentFault wrongKind(String expected) {
        return wrong("should be " + expected + ", and is " + value.kind());
    }

    Value valueFor(Student other) {
        if (other != student && holdsObjects(value)) {
            throw new IllegalArgumentException(
                    what + " stays in its sandbox; another one can only be passed values");
        }
        return value;
    }

    private static boolean holdsObjects(Value value) {
        return switch (value) {
            case Value.Handle handle -> true;
            case Value.Sequence list -> list.items().stream().anyMatch(Reply::holdsObjects);
            case Value.Tuple tuple -> tuple.items().stream().anyMatch(Reply::holdsObjects);
            case Value.Dictionary dictionary ->
                    dictionary.entries().stream().anyMatch(entry -> holdsObjects(entry.value()));
            default -> false;
        };
    }

    static String show(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e9
                ? Long.toString((long) number)
                : String.format(Locale.ROOT, "%.6g", number);
    }
}
