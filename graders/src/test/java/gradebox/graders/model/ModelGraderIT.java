package gradebox.graders.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradebox.graders.DockerBench;
import gradebox.grading.DataSet;
import gradebox.grading.GraderReport;
import gradebox.grading.Measurement;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Failed;
import gradebox.grading.Outcome.Passed;
import gradebox.grading.Outcome.Reason;
import gradebox.grading.StudentCalls;
import gradebox.grading.Submission;
import gradebox.grading.Workbench;
import gradebox.sandbox.Termination;
import gradebox.sandbox.call.StudentSandboxes;
import gradebox.sandbox.call.Value;
import gradebox.sandbox.call.Value.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains and predicts in real sandboxes: y is twice x. */
class ModelGraderIT {
    private static final DataSet DOUBLES =
            new DataSet(
                    "doubles",
                    Map.of("X", column(1, 2, 3), "y", column(2, 4, 6)),
                    Map.of("X", column(1234567, -5)),
                    Map.of("y", column(2469134, -10), "floor", new Value.Real(0.25)),
                    "none");

    private static final String SCORED =
            ", \"metric\": {\"name\": \"mse\", \"of\": \"hidden.y\"},"
                    + " \"threshold\": {\"direction\": \"lower\", \"zero\": 1, \"full\": 0.0001}";
    private static final String CALLS =
            "\"data\": \"doubles\", \"train\": {\"call\": \"train\","
                    + " \"args\": {\"X\": \"train.X\", \"y\": \"train.y\"}, \"seed\": \"seed\"},"
                    + " \"predict\": {\"method\": \"predict\", \"args\": [\"inputs.X\"]}"
                    + SCORED;
    private static final String COMMANDS =
            "\"data\": \"doubles\", \"train\": {\"command\":"
                    + " [\"python3\", \"/submission/train.py\", \"{seed}\"]},"
                    + " \"predict\": {\"command\": [\"python3\", \"/submission/predict.py\"],"
                    + " \"output\": \"predictions.npz\"}"
                    + SCORED;

    private static final String RIGHT =
            """
            class Model:
                def __init__(self, w): self.w = w
                def predict(self, X): return X * self.w

            def train(X, y, seed):
                return Model((X * y).sum() / (X * X).sum())
            """;
    private static final String TRAIN =
            """
            import os, sys, numpy
            if sorted(os.listdir("/work")) != ["train.npz"]:
                sys.exit(9)
            data = numpy.load("/work/train.npz")
            w = (data["X"] * data["y"]).sum() / (data["X"] ** 2).sum()
            numpy.savez("/work/model.npz", w=w, seed=int(sys.argv[1]))
            """;
    private static final String PREDICT =
            """
            import numpy
            w = numpy.load("/work/model.npz")["w"]
            numpy.savez("/work/predictions.npz", predictions=numpy.load("/work/inputs.npz")["X"] * w)
            """;

    @TempDir Path folder;
    private DockerBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new DockerBench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static Array column(double... elements) {
        return Array.ofDoubles(List.of((long) elements.length, 1L), elements);
    }

    private Workbench workbench() {
        var plain = bench.workbench(Duration.ofSeconds(20), "numpy");
        return new Workbench(
                plain.sandboxes(),
                plain.image(),
                plain.limits(),
                plain.perCheck(),
                plain.gpu(),
                plain.entry(),
                plain.runtime(),
                List.of(DOUBLES),
                plain.seeds());
    }

    private GraderReport grade(String settings, Submission submission, Workbench workbench)
            throws Exception {
        var definition = bench.files().definition("double", "model", "{" + settings + "}", "mse");
        try (var grader = new ModelProvider().create(definition)) {
            return grader.grade(submission, workbench);
        }
    }

    private GraderReport grade(String settings, String code) throws Exception {
        return grade(settings, bench.submission(Map.of("solution.py", code)), workbench());
    }

    private GraderReport grade(String settings, String train, String predict) throws Exception {
        var files = Map.of("train.py", train, "predict.py", predict);
        return grade(settings, bench.submission(files), workbench());
    }

    private static Outcome outcome(GraderReport report) {
        assertThat(report.results()).hasSize(1);
        assertThat(report.results().getFirst().check()).isEqualTo("double/mse");
        return report.results().getFirst().outcome();
    }

    private static Measurement measurement(GraderReport report) {
        assertThat(report.measurements()).hasSize(1);
        assertThat(report.measurements().getFirst().metric()).isEqualTo("double/mse");
        return report.measurements().getFirst();
    }

    private static void assertPassed(GraderReport report, int runs) {
        assertThat(outcome(report)).isInstanceOf(Passed.class);
        assertThat(measurement(report).value()).isCloseTo(0, within(1e-9));
        assertThat(measurement(report).runs()).hasSize(runs);
        assertThat(measurement(report).seeds()).hasSize(runs).doesNotHaveDuplicates();
    }

    private static void assertFailed(GraderReport report, Reason reason, String feedback) {
        assertThat(outcome(report))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> {
                            assertThat(failed.feedback()).contains(feedback);
                            assertThat(failed.reason()).isEqualTo(reason);
                        });
        assertThat(measurement(report).value()).isNaN();
    }

    /** Write a submission of one file that a program in the course image prints. */
    private Submission made(String name, String program) throws Exception {
        var submission = bench.submission(Map.of(name, ""));
        var root = StudentCalls.root(submission);
        var result =
                workbench()
                        .sandboxes()
                        .run(
                                StudentCalls.spec("make", root, workbench()),
                                List.of("python3", "-c", program),
                                Duration.ofSeconds(60),
                                1 << 20);
        assertThat(result.termination()).as(result.log()).isEqualTo(new Termination.Exited(0));
        Files.write(root.resolve(name), result.output());
        return submission;
    }

    private static String modelFile(String name, String format) {
        return "\"data\": \"doubles\", \"model\": {\"artifact\": \"%s\", \"format\": \"%s\", \"inputs\": \"inputs.X\"}"
                        .formatted(name, format)
                + SCORED;
    }

    @Test
    void aModelThatIsTrainedByCallsPasses() throws Exception {
        var report = grade(CALLS + ", \"runs\": 2", RIGHT);
        assertPassed(report, 2);
        assertThat(StudentCalls.feedback(outcome(report)))
                .isEqualTo(
                        "mse 0.0000 (the median of 0.0000, 0.0000)."
                                + " 0 % of the points at 1.0000, 100 % of the points at 0.0001.");
    }

    @Test
    void aModelThatIsTrainedByCommandsPassesAndEachRunStartsInAnEmptyFolder() throws Exception {
        assertPassed(grade(COMMANDS + ", \"runs\": 2", TRAIN, PREDICT), 2);
    }

    @Test
    void aCommandIsToldTheSeed() throws Exception {
        String predict =
                PREDICT.replace("* w)", "* w + numpy.load('/work/model.npz')['seed'] % 1000)");
        var measured = measurement(grade(COMMANDS, TRAIN, predict));
        double offset = measured.seeds().getFirst() % 1000;
        assertThat(measured.value()).isCloseTo(offset * offset, within(1e-3));
    }

    @Test
    void theMedianOfTheRunsCounts() throws Exception {
        String code =
                RIGHT.replace("X * self.w", "X * self.w + self.seed % 1000 / 1000")
                        .replace("w): self.w = w", "w, seed): self.w, self.seed = w, seed")
                        .replace("(X * X).sum())", "(X * X).sum(), seed)");
        var measured = measurement(grade(CALLS + ", \"runs\": 3", code));
        var byHand =
                measured.seeds().stream().map(seed -> Math.pow(seed % 1000 / 1000.0, 2)).toList();
        assertThat(byHand).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(measured.runs().get(i)).isCloseTo(byHand.get(i), within(1e-6));
        }
        assertThat(measured.value()).isEqualTo(measured.runs().stream().sorted().toList().get(1));
    }

    @Test
    void furtherRunsAreMadeOnlyNearACutOff() throws Exception {
        String halfOff = RIGHT.replace("X * self.w", "X * self.w + 0.5"); // 0.25 from full
        String near = CALLS + ", \"runs\": 1, \"near_cutoff\": {\"runs\": 2, \"within\": %s}";
        assertThat(measurement(grade(near.formatted("0.3"), halfOff)).runs()).hasSize(3);
        assertThat(measurement(grade(near.formatted("0.1"), halfOff)).runs()).hasSize(1);
    }

    @Test
    void aPartOfThePointsIsEarnedBetweenCutOffs() throws Exception {
        assertThat(outcome(grade(CALLS, RIGHT.replace("X * self.w", "X * self.w + 0.5"))))
                .isInstanceOfSatisfying(
                        Outcome.Partial.class,
                        partial -> assertThat(partial.fraction()).isEqualByComparingTo("0.7501"));
    }

    @Test
    void aKnownFloorIsTakenOff() throws Exception {
        String settings = CALLS.replace("\"of\"", "\"minus\": \"hidden.floor\", \"of\"");
        var measured = measurement(grade(settings, RIGHT.replace("* self.w", "* self.w + 0.5")));
        assertThat(measured.value()).isCloseTo(0, within(1e-6));
    }

    @Test
    void aTorchScriptFileIsRun() throws Exception {
        var submission =
                made(
                        "model.pt",
                        """
                        import io, sys, torch
                        class Double(torch.nn.Module):
                            def forward(self, x):
                                return x * 2
                        out = io.BytesIO()
                        torch.jit.save(torch.jit.trace(Double(), torch.zeros(2, 1, dtype=torch.float64)), out)
                        sys.stdout.buffer.write(out.getvalue())
                        """);
        // only its owner may read it: it is copied to where the sandbox can
        Files.setPosixFilePermissions(
                StudentCalls.root(submission).resolve("model.pt"),
                PosixFilePermissions.fromString("rw-------"));
        assertPassed(grade(modelFile("model.pt", "torchscript"), submission, workbench()), 1);
    }

    @Test
    void anOnnxFileIsRun() throws Exception {
        var submission =
                made(
                        "model.onnx",
                        """
                        import sys
                        from onnx import TensorProto, helper
                        x = helper.make_tensor_value_info("x", TensorProto.DOUBLE, [None, 1])
                        y = helper.make_tensor_value_info("y", TensorProto.DOUBLE, [None, 1])
                        node = helper.make_node("Add", ["x", "x"], ["y"])
                        graph = helper.make_graph([node], "double", [x], [y])
                        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
                        sys.stdout.buffer.write(model.SerializeToString())
                        """);
        assertPassed(grade(modelFile("model.onnx", "onnx"), submission, workbench()), 1);
    }

    @Test
    void noRunKnowsWhatAnEarlierOneSaw() throws Exception {
        String remembers =
                """
                import os
                SEEN = []
                def places(): return ["/tmp/seen", "/work/seen", "/dev/shm/seen"]
                class Model:
                    def predict(self, X):
                        SEEN.append(1)
                        for place in places():
                            open(place, "w").close()
                        return X * 2
                def train(X, y, seed):
                    if SEEN or any(map(os.path.exists, places())):
                        raise RuntimeError("seen before")
                    return Model()
                """;
        var plain = workbench();
        var shared = new Workbench.Entry("solution", List.of("numpy"), Workbench.ProcessPer.SUITE);
        try (var own = new StudentSandboxes(plain.sandboxes(), Duration.ofMinutes(2))) {
            var bench = plain.importing(shared).sharing(own);
            var submission = this.bench.submission(Map.of("solution.py", remembers));
            assertPassed(grade(CALLS + ", \"runs\": 3", submission, bench), 3);
        }
    }

    @Test
    void aModelFileThatTrainingLeavesIsRun() throws Exception {
        String training =
                """
                import numpy, torch
                data = numpy.load("/work/train.npz")
                class Scale(torch.nn.Module):
                    def __init__(self):
                        super().__init__()
                        self.w = float((data["X"] * data["y"]).sum() / (data["X"] ** 2).sum())
                    def forward(self, x):
                        return x * self.w
                model = torch.jit.trace(Scale(), torch.zeros(2, 1, dtype=torch.float64))
                torch.jit.save(model, "/work/model.pt")
                """;
        String trained =
                COMMANDS.substring(0, COMMANDS.indexOf(", \"predict\""))
                        + modelFile("model.pt", "torchscript").replace("\"data\": \"doubles\"", "");
        assertPassed(
                grade(trained, bench.submission(Map.of("train.py", training)), workbench()), 1);
        assertFailed(
                grade(trained, bench.submission(Map.of("train.py", "pass")), workbench()),
                Reason.MISSING,
                "Your program left no model.pt.");
    }

    @Test
    void aModelFileThatIsNoneOrMissingIsTheStudents() throws Exception {
        var submission = bench.submission(Map.of("model.pt", "no model", "model.onnx", "nor this"));
        assertFailed(
                grade(modelFile("model.pt", "torchscript"), submission, workbench()),
                Reason.RAISED,
                "Loading model.pt raised ");
        assertFailed(
                grade(modelFile("model.onnx", "onnx"), submission, workbench()),
                Reason.RAISED,
                "Loading model.onnx raised ");
        assertFailed(
                grade(modelFile("other.pt", "torchscript"), submission, workbench()),
                Reason.MISSING,
                "Your submission has no other.pt.");
    }

    @Test
    void predictionsThatCannotBeScoredSayWhy() throws Exception {
        assertFailed(
                grade(CALLS, RIGHT.replace("* self.w", "* float('nan')")),
                Reason.WRONG,
                "The predictions hold NaN; each must be finite.");
        assertFailed(
                grade(CALLS, RIGHT.replace("X * self.w", "X[:, 0] * self.w")),
                Reason.WRONG,
                "The predictions should have the shape (2, 1), and have (2).");
        assertFailed(
                grade(CALLS, RIGHT.replace("X * self.w", "[1, 2]")),
                Reason.WRONG,
                "predict(…) should return an array, and returned a list of 2.");
    }

    @Test
    void trainingThatReturnsNoModelOrRaisesSaysSo() throws Exception {
        assertFailed(
                grade(CALLS, RIGHT.replace("return Model", "Model")),
                Reason.WRONG,
                "Training should return a model, and returned none.");
        assertFailed(
                grade(CALLS, RIGHT.replace("return Model", "raise ValueError")),
                Reason.RAISED,
                "train(…) raised ValueError");
        assertFailed(grade(CALLS, "x = 1"), Reason.MISSING, "Your submission has no `train`.");
    }

    @Test
    void commandsThatFailOrLeaveNoFileSaySo() throws Exception {
        assertFailed(
                grade(COMMANDS, "import sys; sys.exit(4)", PREDICT),
                Reason.RAISED,
                "should exit with 0, and exited with 4.");
        assertFailed(
                grade(COMMANDS, TRAIN, "print('nothing')"),
                Reason.MISSING,
                "Your program left no predictions.npz.");
        assertFailed(
                grade(COMMANDS, TRAIN, "open('/work/predictions.npz', 'w').write('x')"),
                Reason.WRONG,
                "predictions.npz cannot be read: it is a file that is no .npz archive.");
        assertFailed(
                grade(COMMANDS, TRAIN, "import os; os.mkfifo('/work/predictions.npz')"),
                Reason.RAISED,
                "is not a regular file");
    }

    @Test
    void trainingThatTakesTooLongTimesOut() throws Exception {
        var plain = workbench();
        var hurried =
                new Workbench(
                        plain.sandboxes(),
                        plain.image(),
                        plain.limits(),
                        Duration.ofSeconds(3),
                        plain.gpu(),
                        plain.entry(),
                        plain.runtime(),
                        plain.data(),
                        plain.seeds());
        var calls =
                bench.submission(Map.of("solution.py", "def train(**_):\n    while True: pass"));
        assertFailed(grade(CALLS, calls, hurried), Reason.TIMED_OUT, "did not answer in time");
        var commands =
                bench.submission(
                        Map.of("train.py", "import time; time.sleep(60)", "predict.py", ""));
        assertFailed(
                grade(COMMANDS, commands, hurried), Reason.TIMED_OUT, "did not answer in time");
    }

    @Test
    void trainingSeesNoHeldOutInputs() throws Exception {
        String spy =
                """
                import gc, os, numpy

                def look(where):
                    for root, _, names in os.walk(where):
                        for name in names:
                            if b"inputs" in name.encode():
                                raise RuntimeError(name)

                def seen(x):
                    return isinstance(x, numpy.ndarray) and x.dtype == float and (x == 1234567).any()

                def train(X, y, seed):
                    for where in ("/work", "/tmp", "/submission", "/dev/shm"):
                        look(where)
                    held = [x for thing in gc.get_objects() if type(thing) in (dict, list, tuple)
                            for x in (thing.values() if type(thing) is dict else thing)]
                    if any(seen(x) for x in held + list(globals().values())):
                        raise RuntimeError("found them")
                    if not any(x is X for x in held + [X]):
                        raise RuntimeError("looked in no place")
                    return Model((X * y).sum() / (X * X).sum())
                """;
        String code = spy + RIGHT.substring(0, RIGHT.indexOf("def train"));
        assertPassed(grade(CALLS + ", \"runs\": 2", code), 2);
    }
}
