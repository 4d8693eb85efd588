import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import gradebox.graders.junit.ArrayReply;
import gradebox.graders.junit.Differences;
import gradebox.graders.junit.Inputs;
import gradebox.graders.junit.Parts;
import gradebox.graders.junit.Reply;
import gradebox.graders.junit.Request;
import gradebox.graders.junit.Student;

import org.junit.jupiter.api.Test;

import java.util.function.Function;

/**
 * Check part 1: each layer against its formula, and each gradient against its own forward function.
 */
class LayersSuite {

    @Test
    void linearForward(Student student, Inputs inputs) {
        var layer = Linear.draw(inputs);
        NDArray expected = layer.x().matMul(layer.w()).add(layer.b());
        Linear.out(student.call(layer.forward(student))).isCloseTo(expected, 1e-9);
    }

    @Test
    void linearBackward(Student student, Inputs inputs) {
        var layer = Linear.draw(inputs);
        NDArray dout = inputs.normal(7, 3);
        var forward = student.call("linear_forward", layer.x(), layer.w(), layer.b());
        Reply cache = forward.tuple("out", "cache").get("cache");
        var gradients = backward(student, dout, cache);
        var dx = gradients.get("dx").array(7, 5);
        var dw = gradients.get("dw").array(5, 3);
        var db = gradients.get("db").array(3);
        dx.isCloseTo(dout.matMul(layer.w().transpose()), 1e-9);
        dw.isCloseTo(layer.x().transpose().matMul(dout), 1e-9);
        db.isCloseTo(dout.sum(new int[] {0}), 1e-9);
        dx.isCloseTo(differences(layer.x(), x -> layer.withX(x).forward(student), dout), 1e-6);
        dw.isCloseTo(differences(layer.w(), w -> layer.withW(w).forward(student), dout), 1e-6);
        db.isCloseTo(differences(layer.b(), b -> layer.withB(b).forward(student), dout), 1e-6);
    }

    private static NDArray differences(
            NDArray at, Function<NDArray, Request> forward, NDArray dout) {
        return Differences.gradient(at, forward, answer -> dot(Linear.out(answer), dout));
    }

    @Test
    void reluForward(Student student, Inputs inputs) {
        for (NDArray x : new NDArray[] {inputs.normal(7, 5), inputs.normal(3, 2, 5)}) {
            relu(student.call("relu_forward", x), x).isCloseTo(x.maximum(0), 1e-12);
        }
    }

    @Test
    void reluBackward(Student student, Inputs inputs) {
        NDArray drawn = inputs.normal(7, 5);
        // A ReLU has no derivative at zero, so stay away from there.
        NDArray x = drawn.add(drawn.sign().mul(0.1));
        NDArray dout = inputs.normal(7, 5);
        Reply cache = student.call("relu_forward", x).tuple("out", "cache").get("cache");
        var dx = student.call("relu_backward", dout, cache).array(7, 5);
        dx.isCloseTo(dout.mul(x.gt(0).toType(dout.getDataType(), false)), 1e-12);
        dx.isCloseTo(
                Differences.gradient(
                        x,
                        at -> student.request("relu_forward", at),
                        answer -> dot(relu(answer, x), dout)),
                1e-6);
    }

    @Test
    void softmaxLoss(Student student, Inputs inputs) {
        var batch = Batch.draw(inputs, 7, 5, 1);
        Batch.loss(student.call(batch.loss(student))).isCloseTo(batch.loss(), 1e-9);
    }

    @Test
    void softmaxGradient(Student student, Inputs inputs) {
        var batch = Batch.draw(inputs, 7, 5, 1);
        var answer = student.call("softmax_xent", batch.z(), batch.y()).tuple("loss", "dz");
        var dz = answer.get("dz").array(7, 5);
        dz.isCloseTo(batch.gradient(), 1e-9);
        dz.isCloseTo(
                Differences.gradient(
                        batch.z(),
                        z -> batch.withLogits(z).loss(student),
                        loss -> Batch.loss(loss).number()),
                1e-6);
    }

    @Test
    void largeLogits(Student student, Inputs inputs) {
        var batch = Batch.draw(inputs, 11, 3, 1000);
        var answer = student.call("softmax_xent", batch.z(), batch.y()).tuple("loss", "dz");
        answer.get("loss").isCloseTo(batch.loss(), 1e-9);
        answer.get("dz").array(11, 3).isFinite().isCloseTo(batch.gradient(), 1e-9);
    }

    @Test
    void argumentsUntouched(Student student, Inputs inputs) {
        var layer = Linear.draw(inputs);
        Reply linear = student.callUntouched("linear_forward", layer.x(), layer.w(), layer.b());
        Reply relu = student.callUntouched("relu_forward", inputs.normal(7, 5));
        Reply ofLinear = linear.tuple("out", "cache").get("cache");
        Reply ofRelu = relu.tuple("out", "cache").get("cache");
        student.callUntouched("linear_backward", inputs.normal(7, 3), ofLinear);
        student.callUntouched("relu_backward", inputs.normal(7, 5), ofRelu);
        var batch = Batch.draw(inputs, 7, 5, 1);
        student.callUntouched("softmax_xent", batch.z(), batch.y());
    }

    /**
     * The lecture's numbers: forward .313, loss .017, new weights 1.02, -3.0, .17, 1.0 and 1.02,
     * -.989.
     */
    @Test
    void workedStep(Student student, NDManager nd) {
        NDArray x = nd.create(new double[] {1, 0.1}, new Shape(1, 2));
        // The lecture multiplies from the left: its matrices are the transposes of these.
        NDArray w0 = nd.create(new double[] {1, 0.2, -3, 1}, new Shape(2, 2));
        NDArray w1 = nd.create(new double[] {1, -1}, new Shape(2, 1));
        NDArray none = nd.create(new double[] {0, 0});
        NDArray zero = nd.create(new double[] {0});
        var first = student.call("linear_forward", x, w0, none).tuple("out", "cache");
        NDArray h = first.get("out").array(1, 2).nd().tanh();
        var second = student.call("linear_forward", h, w1, zero).tuple("out", "cache");
        var out =
                second.get("out")
                        .array(1, 1)
                        .isCloseTo(new double[] {Math.tanh(0.7) - Math.tanh(0.3)}, 1e-9);
        NDArray dout = out.nd().sub(0.5);
        var last = backward(student, dout, second.get("cache"));
        NDArray dh = last.get("dx").array(1, 2).nd().mul(h.square().neg().add(1));
        var dw0 = backward(student, dh, first.get("cache")).get("dw").array(2, 2);

        double error = Math.tanh(0.7) - Math.tanh(0.3) - 0.5;
        double up = error * (1 - Math.pow(Math.tanh(0.7), 2));
        double down = -error * (1 - Math.pow(Math.tanh(0.3), 2));
        last.get("dw")
                .array(2, 1)
                .isCloseTo(new double[] {error * Math.tanh(0.7), error * Math.tanh(0.3)}, 1e-9);
        dw0.isCloseTo(new double[] {up, down, 0.1 * up, 0.1 * down}, 1e-9);
    }

    private static ArrayReply relu(Reply answer, NDArray x) {
        return answer.tuple("out", "cache").get("out").array(x.getShape().getShape());
    }

    private static Parts backward(Student student, NDArray dout, Reply cache) {
        return student.call("linear_backward", dout, cache).tuple("dx", "dw", "db");
    }

    private static double dot(ArrayReply out, NDArray dout) {
        return out.nd().toType(DataType.FLOAT64, false).mul(dout).sum().getDouble();
    }
}
