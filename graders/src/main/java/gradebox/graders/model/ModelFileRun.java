package gradebox.graders.model;

import gradebox.grading.DataSet;
import gradebox.grading.Outcome;
import gradebox.grading.StudentCalls;
import gradebox.grading.Submission;
import gradebox.grading.Workbench;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.Scratch;
import gradebox.sandbox.call.Answer;
import gradebox.sandbox.call.CallFailure;
import gradebox.sandbox.call.Target;
import gradebox.sandbox.call.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Load a model file in a fresh sandbox that holds that file and the inputs only, and let it predict
 * there.
 */
final class ModelFileRun {
    private final DataSet data;
    private final Submission submission;
    private final Workbench bench;

    ModelFileRun(DataSet data, Submission submission, Workbench bench) {
        this.data = data;
        this.submission = submission;
        this.bench = bench;
    }

    /**
     * Run a model file.
     *
     * @param trained what training left behind; null where the submission itself holds the file
     */
    Value.Array predict(ModelSettings.Step.ModelFile model, byte @Nullable [] trained)
            throws SandboxException,
                    CallFailure,
                    InterruptedException,
                    Failure,
                    InvalidPredictions {
        try {
            var folder = Scratch.folder("model");
            try {
                copy(model, trained, folder);
                Files.setPosixFilePermissions(
                        folder.resolve("model"), PosixFilePermissions.fromString("rw-r--r--"));
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
                return predict(model, folder);
            } finally {
                Files.deleteIfExists(folder.resolve("model"));
                Files.delete(folder);
            }
        } catch (IOException e) {
            if (e instanceof SandboxException fault) {
                throw fault;
            }
            throw new SandboxException("cannot stage the model file", e);
        }
    }

    private void copy(ModelSettings.Step.ModelFile model, byte @Nullable [] trained, Path folder)
            throws IOException, Failure {
        if (trained != null) {
            Files.write(folder.resolve("model"), trained);
            return;
        }
        var files = ((Submission.Contents.Files) submission.contents()).files();
        if (!files.contains(model.artifact())) {
            throw new Failure(
                    new Outcome.Failed(
                            Outcome.Reason.MISSING,
                            "Your submission has no " + model.artifact() + "."));
        }
        Files.copy(
                StudentCalls.root(submission).resolve(model.artifact()), folder.resolve("model"));
    }

    private Value.Array predict(ModelSettings.Step.ModelFile model, Path folder)
            throws SandboxException,
                    CallFailure,
                    InterruptedException,
                    Failure,
                    InvalidPredictions {
        try (var process =
                        StudentCalls.tool(
                                "gradebox_model",
                                preload(model),
                                submission.id() + "-file",
                                folder,
                                bench);
                var session = process.begin(bench.perCheck())) {
            var arguments =
                    List.of(
                            new Value.Text(model.format()),
                            DataReference.find(data, model.inputs()));
            var answer = session.call(new Target.Name("predict"), arguments, Map.of(), false);
            session.finish();
            return switch (answer) {
                case Answer.Returned returned -> array(model, returned.value());
                case Answer.Raised raised ->
                        throw new Failure(
                                StudentCalls.outcome("Loading " + model.artifact(), raised));
            };
        }
    }

    /** An image that cannot run a format is no student's fault: what is preloaded must be there. */
    private static List<String> preload(ModelSettings.Step.ModelFile model) {
        return List.of("numpy", model.format().equals("onnx") ? "onnx" : "torch");
    }

    private static Value.Array array(ModelSettings.Step.ModelFile model, Value value)
            throws InvalidPredictions {
        if (value instanceof Value.Array array) {
            return array;
        }
        throw new InvalidPredictions(
                model.artifact() + " should give an array, and gave " + value.kind() + ".");
    }
}
