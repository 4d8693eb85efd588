import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import gradebox.graders.junit.ArrayReply;
import gradebox.graders.junit.Inputs;
import gradebox.graders.junit.Reply;
import gradebox.graders.junit.Student;
import gradebox.graders.junit.StudentObject;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

/**
 * Check part 1: each layer against its formula, and each gradient against its own forward function.
 */
class LayersSuite {

    @Test
    void linearForward(Student student, Inputs inputs) {
        var layer = Linear.draw(inputs);
        layer.forward(student).isCloseTo(layer.x().matMul(layer.w()).add(layer.b()), 1e-9);
    }

    @Test
    void linearBackward(Student student, Inputs inputs) {
        var layer = Linear.draw(inputs);
        NDArray dout = inputs.normal(7, 3);
        Reply cache =
                student.call("linear_forward", layer.x(), layer.w(), layer.b()).tuple(2).get(1);
        var gradients = student.call("linear_backward", dout, cache).tuple(3);
        var dx = gradients.get(0).array(7, 5).isCloseTo(dout.matMul(layer.w().transpose()), 1e-9);
        var dw = gradients.get(1).array(5, 3).isCloseTo(layer.x().transpose().matMul(dout), 1e-9);
        var db = gradients.get(2).array(3).isCloseTo(dout.sum(new int[] {0}), 1e-9);
        dx.isCloseTo(
                Differences.gradient(layer.x(), x -> dot(layer.withX(x).forward(student), dout)),
                1e-6);
        dw.isCloseTo(
                Differences.gradient(layer.w(), w -> dot(layer.withW(w).forward(student), dout)),
                1e-6);
        db.isCloseTo(
                Differences.gradient(layer.b(), b -> dot(layer.withB(b).forward(student), dout)),
                1e-6);
    }

    @Test
    void reluForward(Student student, Inputs inputs) {
        for (NDArray x : new NDArray[] {inputs.normal(7, 5), inputs.normal(3, 2, 5)}) {
            relu(student, x).isCloseTo(x.maximum(0), 1e-12);
        }
    }

    @Test
    void reluBackward(Student student, Inputs inputs) {
        NDArray drawn = inputs.normal(7, 5);
        // A ReLU has no derivative at zero, so stay away from there.
        NDArray x = drawn.add(drawn.sign().mul(0.1));
        NDArray dout = inputs.normal(7, 5);
        Reply cache = student.call("relu_forward", x).tuple(2).get(1);
        var dx = student.call("relu_backward", dout, cache).array(7, 5);
        dx.isCloseTo(dout.mul(x.gt(0).toType(dout.getDataType(), false)), 1e-12);
        dx.isCloseTo(Differences.gradient(x, at -> dot(relu(student, at), dout)), 1e-6);
    }

    @Test
    void softmaxLoss(Student student, Inputs inputs) {
        var batch = Batch.draw(inputs, 7, 5, 1);
        batch.loss(student).isCloseTo(batch.loss(), 1e-9);
    }

    @Test
    void softmaxGradient(Student student, Inputs inputs) {
        var batch = Batch.draw(inputs, 7, 5, 1);
        var dz = student.call("softmax_xent", batch.z(), batch.y()).tuple(2).get(1).array(7, 5);
        dz.isCloseTo(batch.gradient(), 1e-9);
        dz.isCloseTo(
                Differences.gradient(batch.z(), z -> batch.withLogits(z).loss(student).number()),
                1e-6);
    }

    @Test
    void largeLogits(Student student, Inputs inputs) {
        var batch = Batch.draw(inputs, 11, 3, 1000);
        var answer = student.call("softmax_xent", batch.z(), batch.y()).tuple(2);
        answer.get(0).isCloseTo(batch.loss(), 1e-9);
        answer.get(1).array(11, 3).isFinite().isCloseTo(batch.gradient(), 1e-9);
    }

    @Test
    void argumentsUntouched(Student student, Inputs inputs) {
        var layer = Linear.draw(inputs);
        Reply linear =
                untouched(student, "linear_forward", layer.x(), layer.w(), layer.b())
                        .tuple(2)
                        .get(1);
        untouched(student, "linear_backward", inputs.normal(7, 3), linear);
        Reply relu = untouched(student, "relu_forward", inputs.normal(7, 5)).tuple(2).get(1);
        untouched(student, "relu_backward", inputs.normal(7, 5), relu);
        var batch = Batch.draw(inputs, 7, 5, 1);
        untouched(student, "softmax_xent", batch.z(), batch.y());
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
        var first = student.call("linear_forward", x, w0, none).tuple(2);
        NDArray h = first.get(0).array(1, 2).nd().tanh();
        var second = student.call("linear_forward", h, w1, nd.create(new double[] {0})).tuple(2);
        var out =
                second.get(0)
                        .array(1, 1)
                        .isCloseTo(new double[] {Math.tanh(0.7) - Math.tanh(0.3)}, 1e-9);
        NDArray dout = out.nd().sub(0.5);
        var last = student.call("linear_backward", dout, second.get(1)).tuple(3);
        NDArray dh = last.get(0).array(1, 2).nd().mul(h.square().neg().add(1));
        var dw0 = student.call("linear_backward", dh, first.get(1)).tuple(3).get(1).array(2, 2);

        double error = Math.tanh(0.7) - Math.tanh(0.3) - 0.5;
        double up = error * (1 - Math.pow(Math.tanh(0.7), 2));
        double down = -error * (1 - Math.pow(Math.tanh(0.3), 2));
        last.get(1)
                .array(2, 1)
                .isCloseTo(new double[] {error * Math.tanh(0.7), error * Math.tanh(0.3)}, 1e-9);
        dw0.isCloseTo(new double[] {up, down, 0.1 * up, 0.1 * down}, 1e-9);
    }

    private static ArrayReply relu(Student student, NDArray x) {
        return student.call("relu_forward", x).tuple(2).get(0).array(x.getShape().getShape());
    }

    private static double dot(ArrayReply out, NDArray dout) {
        double[] a = out.doubles();
        double[] b = dout.toDoubleArray();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /**
     * Call a function with arrays that stay in its sandbox, and look whether they are as they were.
     */
    private static Reply untouched(Student student, String function, Object... arguments) {
        var held =
                Arrays.stream(arguments)
                        .map(
                                argument ->
                                        argument instanceof NDArray
                                                ? student.hold(argument)
                                                : argument)
                        .toArray();
        Reply answer = student.call(function, held);
        for (int i = 0; i < held.length; i++) {
            if (held[i] instanceof StudentObject object && arguments[i] instanceof NDArray before) {
                double[] after = object.value().array(before.getShape().getShape()).doubles();
                if (!Arrays.equals(after, before.toType(DataType.FLOAT64, true).toDoubleArray())) {
                    throw answer.wrong("has changed its argument " + (i + 1));
                }
            }
        }
        return answer;
    }
}
