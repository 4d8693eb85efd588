package gradebox.graders.junit;

import gradebox.sandbox.call.Call;
import gradebox.sandbox.call.Target;
import gradebox.sandbox.call.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describe a call of the submission that is yet to be made. Many that do not wait for one another's
 * replies take a fraction of the time when they are made together: {@link Student#callAll}.
 */
public final class Request {
    private final Student student;
    private final String what;
    private final Call call;

    Request(
            Student student,
            String what,
            Target target,
            Map<String, ?> named,
            @Nullable Object[] arguments) {
        var keywords = new LinkedHashMap<String, Value>();
        named.forEach((name, argument) -> keywords.put(name, Arguments.value(argument, student)));
        this.student = student;
        this.what = what;
        this.call = new Call(target, Arguments.values(arguments, student), keywords);
    }

    Student student() {
        return student;
    }

    /** Return how a failure of the call names it. */
    String what() {
        return what;
    }

    Call call() {
        return call;
    }
}
