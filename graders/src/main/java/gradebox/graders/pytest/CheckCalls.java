package gradebox.graders.pytest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.grading.Outcome;
import gradebox.grading.StudentCalls;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.call.Answer;
import gradebox.sandbox.call.CallCaps;
import gradebox.sandbox.call.CallFailure;
import gradebox.sandbox.call.Frame;
import gradebox.sandbox.call.FrameType;
import gradebox.sandbox.call.ProtocolException;
import gradebox.sandbox.call.Session;
import gradebox.sandbox.call.StudentProcess;
import gradebox.sandbox.call.Target;
import gradebox.sandbox.call.Value;
import gradebox.sandbox.call.ValueCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pass a test's calls on to the student's sandboxes, and remember what went wrong with them: the
 * suite's process is told that there is no answer, and is not asked why.
 */
final class CheckCalls implements AutoCloseable {
    private final List<StudentProcess> places;
    private final Duration limit;
    private final Map<Integer, Session> sessions = new HashMap<>();
    private final Map<Integer, Map<Long, String>> objects = new HashMap<>();
    private final List<Outcome> raised = new ArrayList<>();
    private final ValueCodec codec = new ValueCodec(CallCaps.DEFAULT);
    private @Nullable Outcome failure;

    /**
     * Prepare; a session is begun when it is first used.
     *
     * @param places the student's process, and the one elsewhere
     * @param limit how long each of the sessions may last
     */
    CheckCalls(List<StudentProcess> places, Duration limit) {
        this.places = List.copyOf(places);
        this.limit = limit;
    }

    /** Hold what goes back to the suite. */
    record Reply(FrameType type, ObjectNode header, List<byte[]> blocks) {}

    /** A request, and what a student would call that which it asks for. */
    private record Asked(String what, @Nullable Target target) {}

    /**
     * Answer a request.
     *
     * @throws ProtocolException if it is none that a suite can make
     */
    Reply answer(Frame request) throws ProtocolException, SandboxException, InterruptedException {
        if (failure != null) {
            return noAnswer();
        }
        int place = request.header().path("place").asInt(-1);
        if (place < 0 || place >= places.size()) {
            throw new ProtocolException("a request to a sandbox that there is not");
        }
        var asked = asked(request.header().path("target"), place);
        try {
            return reply(asked.what, make(request, asked, place), place);
        } catch (CallFailure lost) {
            failure = StudentCalls.outcome(lost);
            return noAnswer();
        }
    }

    private Answer make(Frame request, Asked asked, int place)
            throws ProtocolException, CallFailure, SandboxException, InterruptedException {
        var header = request.header();
        return switch (request.type()) {
            case CALL -> call(request, asked, place);
            case GET -> session(place).get(target(asked), false);
            case HAS -> session(place).has(target(asked));
            case SEED -> session(place).seed(header.path("seed").asLong());
            case HOLD -> session(place).hold(value(header.path("value"), request, place));
            default -> throw new ProtocolException("a request of no known kind");
        };
    }

    private Answer call(Frame request, Asked asked, int place)
            throws ProtocolException, CallFailure, SandboxException, InterruptedException {
        var arguments = new ArrayList<Value>();
        for (var argument : request.header().path("args")) {
            arguments.add(value(argument, request, place));
        }
        var named = new LinkedHashMap<String, Value>();
        for (var argument : request.header().path("kwargs").properties()) {
            named.put(argument.getKey(), value(argument.getValue(), request, place));
        }
        return session(place).call(target(asked), arguments, named, false);
    }

    private Session session(int place) throws CallFailure, SandboxException, InterruptedException {
        var known = sessions.get(place);
        if (known != null) {
            return known;
        }
        if (!limit.isPositive()) {
            throw new CallFailure(
                    CallFailure.Kind.TIMED_OUT, "the time for this check was used up");
        }
        var session = places.get(place).begin(limit);
        sessions.put(place, session);
        return session;
    }

    private Value value(JsonNode node, Frame request, int place) throws ProtocolException {
        var value = codec.decode(node, request.blocks());
        for (var handle : handles(value)) {
            known(handle.id(), place);
        }
        return value;
    }

    private String known(long id, int place) throws ProtocolException {
        var name = objects.getOrDefault(place, Map.of()).get(id);
        if (name == null) {
            throw new ProtocolException("an object that this test was not given");
        }
        return name;
    }

    private Asked asked(JsonNode target, int place) throws ProtocolException {
        String path = target.path("path").asText();
        try {
            if (!target.has("handle")) {
                return path.isEmpty()
                        ? new Asked("the argument", null)
                        : new Asked(path, new Target.Name(path));
            }
            long id = target.path("handle").asLong();
            String name = known(id, place);
            return new Asked(
                    path.isEmpty() ? name : name + "." + path,
                    new Target.Of(new Value.Handle(id, name), path));
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("a name that is none");
        }
    }

    private static Target target(Asked asked) throws ProtocolException {
        if (asked.target == null) {
            throw new ProtocolException("a request that names nothing");
        }
        return asked.target;
    }

    private Reply reply(String what, Answer answer, int place) {
        return switch (answer) {
            case Answer.Returned returned -> {
                var names = objects.computeIfAbsent(place, key -> new HashMap<>());
                boolean isObject = returned.value() instanceof Value.Handle;
                handles(returned.value())
                        .forEach(
                                handle ->
                                        names.put(
                                                handle.id(), isObject ? what : handle.typeName()));
                var blocks = new ArrayList<byte[]>();
                var header = JsonNodeFactory.instance.objectNode();
                header.set("value", codec.encode(returned.value(), blocks));
                yield new Reply(FrameType.RETURNED, header, blocks);
            }
            case Answer.Raised error -> raised(what, error);
        };
    }

    private Reply raised(String what, Answer.Raised error) {
        var outcome = StudentCalls.outcome(what + "(…)", error);
        boolean isRaised =
                outcome instanceof Outcome.Failed failed
                        && failed.reason() == Outcome.Reason.RAISED;
        if (!isRaised) { // a test that expects an exception must not take a missing name for one
            failure = outcome;
            return noAnswer();
        }
        raised.add(outcome);
        var header =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("type", error.type())
                        .put("message", error.message())
                        .put("answer", raised.size() - 1);
        return new Reply(FrameType.RAISED, header, List.of());
    }

    private static Reply noAnswer() {
        return new Reply(FrameType.DIED, JsonNodeFactory.instance.objectNode(), List.of());
    }

    /** Return why there was no answer, if there was none; whatever the suite made of that. */
    Optional<Outcome> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Return the outcome of a test that an exception of the student's has ended.
     *
     * @param answer which exception, in the order in which they were raised
     */
    Optional<Outcome> raised(int answer) {
        return answer >= 0 && answer < raised.size()
                ? Optional.of(raised.get(answer))
                : Optional.empty();
    }

    /** End the sessions in good order; return what speaks against a test that has passed. */
    Optional<Outcome> finish() throws SandboxException, InterruptedException {
        for (var session : sessions.values()) {
            try {
                session.finish();
            } catch (CallFailure late) {
                failure = failure == null ? StudentCalls.outcome(late) : failure;
            }
        }
        return failure();
    }

    @Override
    public void close() {
        sessions.values().forEach(Session::close);
    }

    private static List<Value.Handle> handles(Value value) {
        var found = new ArrayList<Value.Handle>();
        collect(value, found);
        return found;
    }

    private static void collect(Value value, List<Value.Handle> found) {
        switch (value) {
            case Value.Handle handle -> found.add(handle);
            case Value.Sequence list -> list.items().forEach(item -> collect(item, found));
            case Value.Tuple tuple -> tuple.items().forEach(item -> collect(item, found));
            case Value.Dictionary dictionary ->
                    dictionary
                            .entries()
                            .forEach(
                                    entry -> {
                                        collect(entry.key(), found);
                                        collect(entry.value(), found);
                                    });
            default -> {
                // the other kinds have no parts
            }
        }
    }
}
