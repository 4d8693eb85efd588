import ai.djl.ndarray.NDArray;

import gradebox.graders.junit.ArrayReply;
import gradebox.graders.junit.Differences;
import gradebox.graders.junit.Inputs;
import gradebox.graders.junit.Reply;
import gradebox.graders.junit.Student;
import gradebox.graders.junit.StudentObject;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Check part 2: a whole network, mostly with parameters that the check puts into it. */
class NetworkSuite {

    @Test
    void mlpGradients(Student student, Inputs inputs) {
        NDArray x = inputs.normal(11, 3);
        NDArray y = inputs.integers(0, 2, 11);
        var ours = Perceptron.draw(inputs, x, 3, 7, 5, 2);
        StudentObject theirs = ours.give(student);
        var answer = theirs.call("loss", x, y).tuple("loss", "grads");
        answer.get("loss").isCloseTo(new Batch(ours.logits(x), y).loss(), 1e-9);
        Reply grads = answer.get("grads");
        ours.gradients(x, y)
                .forEach(
                        (name, expected) ->
                                grads.item(name).array().isCloseTo(expected, 1e-9));
        ours.params()
                .forEach(
                        (name, at) ->
                                grads.item(name)
                                        .array()
                                        .isCloseTo(differences(theirs, x, y, name, at), 1e-6));
    }

    @Test
    void lossAtStart(Student student, Inputs inputs) {
        NDArray x = inputs.normal(101, 11);
        NDArray y = inputs.integers(0, 7, 101);
        for (long seed = 0; seed < 3; seed++) {
            StudentObject network =
                    student.construct("MLP", List.of(11, 13, 7), inputs.seed() + seed);
            loss(network, x, y).isWithin(Math.log(7), 0.1);
        }
    }

    @Test
    void seededStart(Student student, Inputs inputs) {
        var first = parameters(student, inputs.seed());
        first.get("W1").hasShape(5, 7);
        first.get("b1").hasShape(7);
        first.get("W2").hasShape(7, 3);
        first.get("b2").hasShape(3);
        student.seed(inputs.seed() + 1);
        var again = parameters(student, inputs.seed());
        again.forEach((name, array) -> array.isEqualTo(first.get(name)));
        ArrayReply w = first.get("W1").isFinite();
        w.isNotEqualTo(parameters(student, inputs.seed() + 2).get("W1"), "that of another seed");
        if (Arrays.stream(w.nd().transpose().toDoubleArray()).distinct().count() < 7) {
            throw w.wrong("starts with units that are equal, and so would learn the same");
        }
    }

    @Test
    void predictsTheLargestLogit(Student student, Inputs inputs) {
        NDArray x = inputs.normal(29, 3);
        var ours = Perceptron.draw(inputs, x, 3, 7, 5);
        NDArray expected = ours.logits(x).argMax(1);
        ours.give(student).call("predict", x).array(29).isEqualTo(expected);
    }

    @Test
    void lossChangesNothing(Student student, Inputs inputs) {
        NDArray x = inputs.normal(11, 3);
        NDArray y = inputs.integers(0, 2, 11);
        var ours = Perceptron.draw(inputs, x, 3, 7, 2);
        StudentObject theirs = ours.give(student);
        double first = loss(theirs, x, y).number();
        ours.params()
                .forEach(
                        (name, before) ->
                                theirs.get("params").item(name).array().isEqualTo(before));
        loss(theirs, x, y).isCloseTo(first, 1e-12);
    }

    @Test
    void batchOrder(Student student, Inputs inputs) {
        NDArray x = inputs.normal(11, 3);
        NDArray y = inputs.integers(0, 2, 11);
        NDArray order = inputs.permutation(11);
        StudentObject network = Perceptron.draw(inputs, x, 3, 7, 2).give(student);
        var straight = network.call("loss", x, y).tuple("loss", "grads");
        var shuffled = network.call("loss", x.get(order), y.get(order)).tuple("loss", "grads");
        shuffled.get("loss").isCloseTo(straight.get("loss").number(), 1e-9);
        for (var name : List.of("W1", "b1", "W2", "b2")) {
            var expected = straight.get("grads").item(name).array().isFinite();
            shuffled.get("grads").item(name).array().isCloseTo(expected, 1e-9);
        }
    }

    private static Reply loss(StudentObject network, NDArray x, NDArray y) {
        return loss(network.call("loss", x, y));
    }

    private static Reply loss(Reply answer) {
        return answer.tuple("loss", "grads").get("loss");
    }

    private static NDArray differences(
            StudentObject network, NDArray x, NDArray y, String name, NDArray at) {
        NDArray gradient =
                Differences.gradientOfLast(
                        at,
                        moved ->
                                List.of(
                                        network.request("params.update", Map.of(name, moved)),
                                        network.request("loss", x, y)),
                        answer -> loss(answer).number());
        network.call("params.update", Map.of(name, at));
        return gradient;
    }

    private static Map<String, ArrayReply> parameters(Student student, long seed) {
        var replies = student.construct("MLP", List.of(5, 7, 3), seed).get("params");
        var arrays = new TreeMap<String, ArrayReply>();
        for (var name : List.of("W1", "b1", "W2", "b2")) {
            arrays.put(name, replies.item(name).array());
        }
        return arrays;
    }
}
