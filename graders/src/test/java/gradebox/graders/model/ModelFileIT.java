package gradebox.graders.model;

import gradebox.grading.Outcome.Reason;
import gradebox.grading.StudentCalls;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs model files that training leaves or students hand in, in real sandboxes. */
class ModelFileIT extends ModelGraderBench {
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
}
