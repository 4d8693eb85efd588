package gradebox.graders.junit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import gradebox.grading.Outcome;
import gradebox.grading.StudentCalls;
import gradebox.sandbox.call.Answer;
import gradebox.sandbox.call.Session;
import gradebox.sandbox.call.Target;
import gradebox.sandbox.call.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Call a submission, which runs in a sandbox of its own. Only values cross: expected values stay
 * here.
 *
 * <p>Arguments are numbers, strings, booleans, {@code null}, lists, maps, Java arrays of double,
 * float, int and long (one dimension), DJL {@code NDArray}s (which Python gets as NumPy arrays; see
 * {@link #tensor}), {@link Reply}s and {@link StudentObject}s. Whatever goes wrong on the student's
 * side ends the test method with a failure that the student can read; a suite need not catch
 * anything.
 */
public final class Student {
    private final Calls calls;
    private final NDManager arrays;
    private final Supplier<Student> other;

    Student(Session session, NDManager arrays, Supplier<Student> other) {
        this.calls = new Calls(session);
        this.arrays = arrays;
        this.other = other;
    }

    /**
     * Call a function, or construct an object of a class.
     *
     * @param name in the submission's module; dots reach further in
     */
    public Reply call(String name, @Nullable Object... arguments) {
        return call(name, Map.of(), arguments);
    }

    /** Call a function with keyword arguments as well. */
    public Reply call(String name, Map<String, ?> named, @Nullable Object... arguments) {
        return call(request(name, named, arguments));
    }

    /** Make a call that has been described. */
    public Reply call(Request request) {
        return reply(request.what(), calls.call(request.call()));
    }

    /** Describe a call of a function, or of a class, to be made with others. */
    public Request request(String name, @Nullable Object... arguments) {
        return request(name, Map.of(), arguments);
    }

    /** Describe a call with keyword arguments as well. */
    public Request request(String name, Map<String, ?> named, @Nullable Object... arguments) {
        return new Request(this, name + "(…)", new Target.Name(name), named, arguments);
    }

    /**
     * Make calls one after the other, and return their replies. It is as if each were made by
     * itself, but takes a fraction of the time; none can use what another returns.
     *
     * @param requests of this submission in this sandbox
     */
    public List<Reply> callAll(List<Request> requests) {
        if (requests.stream().anyMatch(request -> request.student() != this)) {
            throw new IllegalArgumentException("a request that is another sandbox's");
        }
        var answers = calls.callAll(requests.stream().map(Request::call).toList());
        var replies = new ArrayList<Reply>();
        for (int i = 0; i < answers.size(); i++) {
            replies.add(reply(requests.get(i).what(), answers.get(i)));
        }
        return replies;
    }

    /**
     * Call a function, and expect it to leave the arrays that it is given as they were. They are
     * held in the sandbox, so that what the function changes in place stays changed.
     */
    public Reply callUntouched(String name, @Nullable Object... arguments) {
        @Nullable Object[] held = new @Nullable Object[arguments.length];
        for (int i = 0; i < held.length; i++) {
            held[i] = arguments[i] instanceof NDArray array ? hold(array) : arguments[i];
        }
        var answer = call(name, held);
        for (int i = 0; i < held.length; i++) {
            if (arguments[i] instanceof NDArray before
                    && held[i] instanceof StudentObject object
                    && !object.value().array().holds(before)) {
                throw answer.wrong("has changed its argument " + (i + 1));
            }
        }
        return answer;
    }

    /** Construct an object, which stays in the sandbox. */
    public StudentObject construct(String className, @Nullable Object... arguments) {
        return call(className, arguments).object();
    }

    /** Construct an object with keyword arguments as well. */
    public StudentObject construct(
            String className, Map<String, ?> named, @Nullable Object... arguments) {
        return call(className, named, arguments).object();
    }

    /** Return what stands behind a name of the submission's module. */
    public Reply get(String name) {
        return reply(name, calls.get(new Target.Name(name)));
    }

    /**
     * Put a value into the sandbox and keep it there, so that several calls get the very same
     * object.
     */
    public StudentObject hold(@Nullable Object value) {
        return reply("the argument", calls.hold(Arguments.value(value, this))).object();
    }

    /**
     * Expect that a call raises an exception.
     *
     * @param types names of classes that will do ({@code ValueError}); none stands for any
     * @return the exception's message
     */
    public String raises(Set<String> types, String name, @Nullable Object... arguments) {
        var answer = calls.call(request(name, arguments).call());
        if (answer instanceof Answer.Raised raised
                && (types.isEmpty() || types.contains(raised.type()))
                && !raised.type().equals(StudentCalls.NO_SUCH_NAME)) {
            return raised.message();
        }
        String wanted = types.isEmpty() ? "an exception" : String.join(" or ", types);
        String got = answer instanceof Answer.Raised raised ? raised.type() : "nothing";
        throw new StudentFault(
                Outcome.Reason.WRONG, name + "(…) should raise " + wanted + ", and raised " + got);
    }

    /** Seed the generators of Python, NumPy and PyTorch in the sandbox. */
    public void seed(long seed) {
        calls.seed(seed);
    }

    /**
     * Return the same submission in a second sandbox, which shares nothing with this one. For a
     * property that joins two calls ({@code decode(encode(x)) = x}), so that nothing can be passed
     * by the side.
     */
    public Student elsewhere() {
        return other.get();
    }

    /** Say that an array is to reach Python as a PyTorch tensor. */
    public static Object tensor(NDArray array) {
        return Arguments.tensor(array);
    }

    Reply reply(String what, Answer answer) {
        return new Reply(this, what, value(what, answer));
    }

    Calls calls() {
        return calls;
    }

    NDManager arrays() {
        return arrays;
    }

    private static Value value(String what, Answer answer) {
        return switch (answer) {
            case Answer.Returned returned -> returned.value();
            case Answer.Raised raised -> {
                var outcome = StudentCalls.outcome(what, raised);
                throw new StudentFault(outcome, StudentCalls.feedback(outcome));
            }
        };
    }
}
