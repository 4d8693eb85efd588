package gradebox.graders.junit;

import gradebox.grading.StudentCalls;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.call.Answer;
import gradebox.sandbox.call.CallFailure;
import gradebox.sandbox.call.Session;
import gradebox.sandbox.call.Target;
import gradebox.sandbox.call.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Make requests of a session for a suite, which can neither declare nor catch what may go wrong.
 */
final class Calls {
    private final Session session;

    Calls(Session session) {
        this.session = session;
    }

    Answer call(
            Target target, Map<String, ?> named, @Nullable Object[] arguments, Student student) {
        var keywords = new LinkedHashMap<String, Value>();
        named.forEach((name, argument) -> keywords.put(name, Arguments.value(argument, student)));
        var positional = Arguments.values(arguments, student);
        return ask(() -> session.call(target, positional, keywords, false));
    }

    Answer get(Target target) {
        return ask(() -> session.get(target, false));
    }

    Answer hold(Value value) {
        return ask(() -> session.hold(value));
    }

    void seed(long seed) {
        ask(() -> session.seed(seed));
    }

    /** Make one request, or begin a session. */
    interface Request<T> {
        T make() throws SandboxException, CallFailure, InterruptedException;
    }

    static <T> T ask(Request<T> request) {
        try {
            return request.make();
        } catch (CallFailure failure) {
            var outcome = StudentCalls.outcome(failure);
            throw new StudentFault(outcome, outcome.feedback());
        } catch (SandboxException e) {
            throw new MachineFault(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MachineFault(new SandboxException("interrupted", e));
        }
    }
}
