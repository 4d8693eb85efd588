package gradebox.graders.model;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.grading.DataSet;
import gradebox.grading.Outcome;
import gradebox.grading.StudentCalls;
import gradebox.grading.Submission;
import gradebox.grading.Workbench;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.call.Answer;
import gradebox.sandbox.call.CallFailure;
import gradebox.sandbox.call.Npz;
import gradebox.sandbox.call.Session;
import gradebox.sandbox.call.StudentProcess;
import gradebox.sandbox.call.Target;
import gradebox.sandbox.call.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Train once, under one seed, and take predictions out: each in a process of its own, held-out
 * inputs handed over only for the second step.
 */
final class Predictor {
    private static final int MOST_BYTES = 1 << 26;

    private final ModelSettings settings;
    private final DataSet data;
    private final Submission submission;
    private final Workbench bench;
    private final StudentProcess process;

    Predictor(
            ModelSettings settings,
            DataSet data,
            Submission submission,
            Workbench bench,
            StudentProcess process) {
        this.settings = settings;
        this.data = data;
        this.submission = submission;
        this.bench = bench;
        this.process = process;
    }

    Value.Array predict(long seed)
            throws SandboxException,
                    CallFailure,
                    InterruptedException,
                    Failure,
                    InvalidPredictions {
        try (var session = process.begin(bench.perCheck())) {
            session.seed(seed);
            try {
                return predict(session, train(session, seed), seed);
            } finally {
                session.finish(); // what raised an exception is still there, and has to end well
            }
        }
    }

    private @Nullable Value train(Session session, long seed)
            throws SandboxException, CallFailure, InterruptedException, Failure {
        if (settings.train().isEmpty()) {
            return null;
        }
        return switch (settings.train().get()) {
            case ModelSettings.Step.Call call -> call(session, call, null, seed, true);
            case ModelSettings.Step.Program program -> {
                put(session, "train.npz", data.train());
                run(session, program, seed);
                yield null;
            }
            case ModelSettings.Step.ModelFile file ->
                    throw new IllegalStateException("a model file does not train");
        };
    }

    private Value.Array predict(Session session, @Nullable Value trained, long seed)
            throws SandboxException,
                    CallFailure,
                    InterruptedException,
                    Failure,
                    InvalidPredictions {
        return switch (settings.predict()) {
            case ModelSettings.Step.Call call ->
                    array(call, call(session, call, trained, seed, false));
            case ModelSettings.Step.Program program -> {
                put(session, "inputs.npz", data.inputs());
                run(session, program, seed);
                yield PredictionFile.read(
                        program.output(), fetch(session, program.output()), MOST_BYTES);
            }
            case ModelSettings.Step.ModelFile file ->
                    new ModelFileRun(data, submission, bench)
                            .predict(
                                    file,
                                    settings.train().isPresent()
                                            ? fetch(session, file.artifact())
                                            : null);
        };
    }

    private static Value.Array array(ModelSettings.Step.Call call, Value value)
            throws InvalidPredictions {
        if (value instanceof Value.Array array) {
            return array;
        }
        throw new InvalidPredictions(
                call.name() + "(…) should return an array, and returned " + value.kind() + ".");
    }

    private Value call(
            Session session,
            ModelSettings.Step.Call call,
            @Nullable Value trained,
            long seed,
            boolean keep)
            throws SandboxException, CallFailure, InterruptedException, Failure {
        var positional = new ArrayList<Value>();
        var named = new LinkedHashMap<String, Value>();
        if (call.arguments().isArray()) {
            call.arguments().forEach(argument -> positional.add(argument(argument)));
        } else {
            call.arguments()
                    .properties()
                    .forEach(
                            argument ->
                                    named.put(argument.getKey(), argument(argument.getValue())));
        }
        if (!call.seed().isEmpty()) {
            named.put(call.seed(), new Value.Int(seed));
        }
        String what = (call.name().isEmpty() ? "the model" : call.name()) + "(…)";
        return returned(what, session.call(target(call, trained), positional, named, keep));
    }

    private static Target target(ModelSettings.Step.Call call, @Nullable Value trained)
            throws Failure {
        if (!call.onModel()) {
            return new Target.Name(call.name());
        }
        if (trained instanceof Value.Handle model && !model.typeName().equals("NoneType")) {
            return new Target.Of(model, call.name().equals("__call__") ? "" : call.name());
        }
        throw new Failure(
                new Outcome.Failed(
                        Outcome.Reason.WRONG,
                        "Training should return a model, and returned none."));
    }

    private Value argument(JsonNode node) {
        if (node.isTextual()) {
            return DataReference.lookUp(data, node.textValue())
                    .orElseGet(() -> new Value.Text(node.textValue()));
        }
        if (node.isArray()) {
            var items = new ArrayList<Value>();
            node.forEach(item -> items.add(argument(item)));
            return new Value.Sequence(items);
        }
        if (node.isNumber()) {
            return node.isIntegralNumber()
                    ? new Value.Int(node.bigIntegerValue())
                    : new Value.Real(node.doubleValue());
        }
        return node.isBoolean() ? new Value.Bool(node.booleanValue()) : new Value.None();
    }

    private static Value returned(String what, Answer answer) throws Failure {
        return switch (answer) {
            case Answer.Returned returned -> returned.value();
            case Answer.Raised raised -> throw new Failure(StudentCalls.outcome(what, raised));
        };
    }

    private static void put(Session session, String name, Map<String, Value> values)
            throws SandboxException, CallFailure, InterruptedException, Failure {
        var arrays = new LinkedHashMap<String, Value.Array>();
        values.forEach(
                (key, value) -> {
                    if (value instanceof Value.Array array) {
                        arrays.put(key, array);
                    }
                });
        returned("Handing over " + name, session.put(name, Npz.write(arrays), false));
    }

    /** Run a program with {@code {seed}} in its words replaced. */
    private static void run(Session session, ModelSettings.Step.Program program, long seed)
            throws SandboxException, CallFailure, InterruptedException, Failure {
        List<String> argv =
                program.argv().stream()
                        .map(word -> word.replace("{seed}", Long.toString(seed)))
                        .toList();
        String what = String.join(" ", argv);
        var exit = returned(what, session.run(argv, Map.of(), "."));
        if (!exit.equals(new Value.Int(0))) {
            String code =
                    exit instanceof Value.Int number ? number.value().toString() : exit.kind();
            throw new Failure(
                    new Outcome.Failed(
                            Outcome.Reason.RAISED,
                            what + " should exit with 0, and exited with " + code + "."));
        }
    }

    private static byte[] fetch(Session session, String name)
            throws SandboxException, CallFailure, InterruptedException, Failure {
        return switch (returned("Taking out " + name, session.fetch(name, MOST_BYTES))) {
            case Value.Array bytes -> bytes.data();
            case Value other ->
                    throw new Failure(
                            new Outcome.Failed(
                                    Outcome.Reason.MISSING, "Your program left no " + name + "."));
        };
    }
}
