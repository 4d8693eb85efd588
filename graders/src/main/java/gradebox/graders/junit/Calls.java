package gradebox.graders.junit;

import gradebox.grading.StudentCalls;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.call.Answer;
import gradebox.sandbox.call.Call;
import gradebox.sandbox.call.CallFailure;
import gradebox.sandbox.call.Session;
import gradebox.sandbox.call.Target;
import gradebox.sandbox.call.Value;
import java.util.List;

/**
 * Make requests of a session for a suite, which can neither declare nor catch what may go wrong.
 */
final class Calls {
    private final Session session;

    Calls(Session session) {
        this.session = session;
    }

    Answer call(Call call) {
        return ask(() -> session.call(call.target(), call.arguments(), call.named(), false));
    }

    List<Answer> callAll(List<Call> calls) {
        return ask(() -> session.callAll(calls));
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
