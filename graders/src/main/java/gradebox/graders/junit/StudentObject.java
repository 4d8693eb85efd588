package gradebox.graders.junit;

import gradebox.sandbox.call.Target;
import gradebox.sandbox.call.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Use an object of the submission's that stays in its sandbox. */
public final class StudentObject {
    private final Student student;
    private final String what;
    private final Value.Handle handle;

    StudentObject(Student student, String what, Value.Handle handle) {
        this.student = student;
        this.what = what;
        this.handle = handle;
    }

    /** Call a method. */
    public Reply call(String method, @Nullable Object... arguments) {
        return call(method, Map.of(), arguments);
    }

    /** Call a method with keyword arguments as well. */
    public Reply call(String method, Map<String, ?> named, @Nullable Object... arguments) {
        return student.call(request(method, named, arguments));
    }

    /** Describe a call of a method, to be made with others. */
    public Request request(String method, @Nullable Object... arguments) {
        return request(method, Map.of(), arguments);
    }

    /** Describe a call of a method with keyword arguments as well. */
    public Request request(String method, Map<String, ?> named, @Nullable Object... arguments) {
        var target = new Target.Of(handle, method);
        return new Request(student, what + "." + method + "(…)", target, named, arguments);
    }

    /** Call the object itself. */
    public Reply apply(@Nullable Object... arguments) {
        var target = new Target.Of(handle, "");
        return student.call(new Request(student, what + "(…)", target, Map.of(), arguments));
    }

    /** Return an attribute. */
    public Reply get(String attribute) {
        return student.reply(
                what + "." + attribute, student.calls().get(new Target.Of(handle, attribute)));
    }

    /** Return the object itself as a value, where it is one. */
    public Reply value() {
        return student.reply(what, student.calls().get(new Target.Of(handle, "")));
    }

    Value handleFor(Student other) {
        if (other != student) {
            throw new IllegalArgumentException(
                    what + " stays in its sandbox; another one can only be passed values");
        }
        return handle;
    }
}
