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

/** Check part 4 but for its metrics. */
class TrainingSuite {

    @Test
    void augmentKeepsNames(Student student, NDManager nd, Inputs inputs) {
        int count = 60;
        NDArray x = Pictures.draw(nd, inputs.random(), count);
        ArrayReply answer =
                student.call("augment", x, inputs.seed()).array(count, Pictures.PIXELS).isFinite();
        double[] before = Pictures.doubles(x);
        double[] after = answer.doubles();
        int kept = 0;
        int changed = 0;
        for (int i = 0; i < count; i++) {
            double[] image = Pictures.image(after, i);
            kept += Pictures.name(image) == i % Pictures.KINDS ? 1 : 0;
            changed += Pictures.distance(image, Pictures.image(before, i)) > 1e-3 ? 1 : 0;
        }
        if (changed < count / 2) {
            throw answer.wrong(
                    "should differ from its argument, and %d of %d images are the same"
                            .formatted(count - changed, count));
        }
        if (kept < 0.95 * count) {
            throw answer.wrong(
                    "should still show what was there, and %d of %d images do not"
                            .formatted(count - kept, count));
        }
    }

    @Test
    void augmentSeeded(Student student, NDManager nd, Inputs inputs) {
        NDArray x = Pictures.draw(nd, inputs.random(), 60);
        student.seed(1);
        ArrayReply first = student.call("augment", x, inputs.seed()).array(60, Pictures.PIXELS);
        student.seed(2);
        student.call("augment", x, inputs.seed()).array().isEqualTo(first);
        ArrayReply other = student.call("augment", x, inputs.seed() + 1).array(60, Pictures.PIXELS);
        other.isNotEqualTo(first, "what another seed gives");
    }

    /**
     * Which of two signs agree: a task of which the handout says nothing, and no linear layer
     * solves.
     */
    @Test
    void trainLearnsAnything(Student student, NDManager nd, Inputs inputs) {
        NDArray x = inputs.normal(600, 3).toType(DataType.FLOAT32, false);
        StudentObject network =
                student.call("train", x, agreeing(nd, x), inputs.seed(), 500).object();
        NDArray fresh = inputs.normal(500, 3).toType(DataType.FLOAT32, false);
        network.call("predict", fresh).array(500).isRightOn(agreeing(nd, fresh), 0.9);
    }

    @Test
    void trainStartsFromNothing(Student student, NDManager nd, Inputs inputs) {
        NDArray x = inputs.normal(200, 3).toType(DataType.FLOAT32, false);
        NDArray y = agreeing(nd, x);
        StudentObject network = student.call("train", x, y, inputs.seed(), 0).object();
        Reply loss = network.call("loss", x, y).tuple("loss", "grads").get("loss");
        loss.isWithin(Math.log(2), 0.1);
    }

    private static NDArray agreeing(NDManager nd, NDArray x) {
        float[] at = x.toFloatArray();
        var y = new long[at.length / 3];
        for (int i = 0; i < y.length; i++) {
            y[i] = at[3 * i] * at[3 * i + 1] > 0 ? 1 : 0;
        }
        return nd.create(y, new Shape(y.length));
    }
}
