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
import gradebox.sandbox.call.Value;
import gradebox.sandbox.call.Value.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of models in real sandboxes share: y is twice x. */
abstract class ModelGraderBench {
    static final DataSet DOUBLES =
            new DataSet(
                    "doubles",
                    Map.of("X", column(1, 2, 3), "y", column(2, 4, 6)),
                    Map.of("X", column(1234567, -5)),
                    Map.of("y", column(2469134, -10), "floor", new Value.Real(0.25)),
                    "none");

    static final String SCORED =
            ", \"metric\": {\"name\": \"mse\", \"of\": \"hidden.y\"},"
                    + " \"threshold\": {\"direction\": \"lower\", \"zero\": 1, \"full\": 0.0001}";

    static final String CALLS =
            "\"data\": \"doubles\", \"train\": {\"call\": \"train\","
                    + " \"args\": {\"X\": \"train.X\", \"y\": \"train.y\"}, \"seed\": \"seed\"},"
                    + " \"predict\": {\"method\": \"predict\", \"args\": [\"inputs.X\"]}"
                    + SCORED;

    static final String COMMANDS =
            "\"data\": \"doubles\", \"train\": {\"command\":"
                    + " [\"python3\", \"/submission/train.py\", \"{seed}\"]},"
                    + " \"predict\": {\"command\": [\"python3\", \"/submission/predict.py\"],"
                    + " \"output\": \"predictions.npz\"}"
                    + SCORED;

    static final String RIGHT =
            """
            class Model:
                def __init__(self, w): self.w = w
                def predict(self, X): return X * self.w

            def train(X, y, seed):
                return Model((X * y).sum() / (X * X).sum())
            """;

    static final String TRAIN =
            """
            import os, sys, numpy
            if sorted(os.listdir("/work")) != ["train.npz"]:
                sys.exit(9)
            data = numpy.load("/work/train.npz")
            w = (data["X"] * data["y"]).sum() / (data["X"] ** 2).sum()
            numpy.savez("/work/model.npz", w=w, seed=int(sys.argv[1]))
            """;

    static final String PREDICT =
            """
            import numpy
            w = numpy.load("/work/model.npz")["w"]
            numpy.savez("/work/predictions.npz", predictions=numpy.load("/work/inputs.npz")["X"] * w)
            """;

    @TempDir Path folder;

    DockerBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new DockerBench(folder);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    static Array column(double... elements) {
        return Array.ofDoubles(List.of((long) elements.length, 1L), elements);
    }

    Workbench workbench() {
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

    GraderReport grade(String settings, Submission submission, Workbench workbench)
            throws Exception {
        var definition = bench.files().definition("double", "model", "{" + settings + "}", "mse");
        try (var grader = new ModelProvider().create(definition)) {
            return grader.grade(submission, workbench);
        }
    }

    GraderReport grade(String settings, String code) throws Exception {
        return grade(settings, bench.submission(Map.of("solution.py", code)), workbench());
    }

    GraderReport grade(String settings, String train, String predict) throws Exception {
        var files = Map.of("train.py", train, "predict.py", predict);
        return grade(settings, bench.submission(files), workbench());
    }

    static Outcome outcome(GraderReport report) {
        assertThat(report.results()).hasSize(1);
        assertThat(report.results().getFirst().check()).isEqualTo("double/mse");
        return report.results().getFirst().outcome();
    }

    static Measurement measurement(GraderReport report) {
        assertThat(report.measurements()).hasSize(1);
        assertThat(report.measurements().getFirst().metric()).isEqualTo("double/mse");
        return report.measurements().getFirst();
    }

    static void assertPassed(GraderReport report, int runs) {
        assertThat(outcome(report)).isInstanceOf(Passed.class);
        assertThat(measurement(report).value()).isCloseTo(0, within(1e-9));
        assertThat(measurement(report).runs()).hasSize(runs);
        assertThat(measurement(report).seeds()).hasSize(runs).doesNotHaveDuplicates();
    }

    static void assertFailed(GraderReport report, Reason reason, String feedback) {
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
    Submission made(String name, String program) throws Exception {
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

    static String modelFile(String name, String format) {
        return "\"data\": \"doubles\", \"model\": {\"artifact\": \"%s\", \"format\": \"%s\", \"inputs\": \"inputs.X\"}"
                        .formatted(name, format)
                + SCORED;
    }
}
