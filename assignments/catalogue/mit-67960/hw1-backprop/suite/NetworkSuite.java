import ai.djl.ndarray.NDArray;

import gradebox.graders.junit.ArrayReply;
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
        var answer = theirs.call("loss", x, y).tuple(2);
        answer.get(0).isCloseTo(new Batch(ours.logits(x), y).loss(), 1e-9);
        ours.gradients(x, y)
                .forEach(
                        (name, expected) ->
                                answer.get(1).item(name).array().isCloseTo(expected, 1e-9));
        ours.params()
                .forEach(
                        (name, at) ->
                                answer.get(1)
                                        .item(name)
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
            Reply loss = network.call("loss", x, y).tuple(2).get(0);
            loss.isCloseTo(Math.log(7), 0.1 / (1 + Math.log(7)));
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
        again.forEach((name, array) -> array.isCloseTo(first.get(name).doubles(), 0));
        ArrayReply w = first.get("W1").isFinite();
        if (Arrays.equals(
                w.doubles(), parameters(student, inputs.seed() + 2).get("W1").doubles())) {
            throw w.wrong("is the same for two seeds");
        }
        if (Arrays.stream(w.nd().transpose().toDoubleArray()).distinct().count() < 7) {
            throw w.wrong("starts with units that are equal, and so would learn the same");
        }
    }

    @Test
    void predictsTheLargestLogit(Student student, Inputs inputs) {
        NDArray x = inputs.normal(29, 3);
        var ours = Perceptron.draw(inputs, x, 3, 7, 5);
        NDArray expected = ours.logits(x).argMax(1);
        ours.give(student).call("predict", x).array(29).isCloseTo(expected, 0);
    }

    @Test
    void lossChangesNothing(Student student, Inputs inputs) {
        NDArray x = inputs.normal(11, 3);
        NDArray y = inputs.integers(0, 2, 11);
        var ours = Perceptron.draw(inputs, x, 3, 7, 2);
        StudentObject theirs = ours.give(student);
        double first = theirs.call("loss", x, y).tuple(2).get(0).number();
        ours.params()
                .forEach(
                        (name, before) ->
                                theirs.get("params").item(name).array().isCloseTo(before, 0));
        theirs.call("loss", x, y).tuple(2).get(0).isCloseTo(first, 1e-12);
    }

    @Test
    void batchOrder(Student student, Inputs inputs) {
        NDArray x = inputs.normal(11, 3);
        NDArray y = inputs.integers(0, 2, 11);
        NDArray order = inputs.permutation(11);
        StudentObject network = Perceptron.draw(inputs, x, 3, 7, 2).give(student);
        var straight = network.call("loss", x, y).tuple(2);
        var shuffled = network.call("loss", x.get(order), y.get(order)).tuple(2);
        shuffled.get(0).isCloseTo(straight.get(0).number(), 1e-9);
        for (var name : List.of("W1", "b1", "W2", "b2")) {
            double[] expected = straight.get(1).item(name).array().isFinite().doubles();
            shuffled.get(1).item(name).array().isCloseTo(expected, 1e-9);
        }
    }

    private static NDArray differences(
            StudentObject network, NDArray x, NDArray y, String name, NDArray at) {
        NDArray gradient =
                Differences.gradient(
                        at,
                        moved -> {
                            network.call("params.update", Map.of(name, moved));
                            return network.call("loss", x, y).tuple(2).get(0).number();
                        });
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
