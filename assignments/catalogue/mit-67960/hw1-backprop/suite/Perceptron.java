import ai.djl.ndarray.NDArray;

import gradebox.graders.junit.Inputs;
import gradebox.graders.junit.Student;
import gradebox.graders.junit.StudentObject;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network of our own, whose parameters a student's network can be given. */
record Perceptron(List<Integer> sizes, Map<String, NDArray> params) {

    /** Keep every ReLU of a batch this far from its kink, where differences tell nothing. */
    private static final double CLEARANCE = 1e-3;

    static Perceptron draw(Inputs inputs, NDArray x, Integer... sizes) {
        while (true) {
            var params = new LinkedHashMap<String, NDArray>();
            for (int i = 1; i < sizes.length; i++) {
                params.put("W" + i, inputs.normal(sizes[i - 1], sizes[i]));
                params.put("b" + i, inputs.normal(sizes[i]));
            }
            var drawn = new Perceptron(List.of(sizes), params);
            if (drawn.clearance(x) > CLEARANCE) {
                return drawn;
            }
        }
    }

    /** Construct the student's network, with these parameters in it. */
    StudentObject give(Student student) {
        StudentObject network = student.construct("MLP", sizes, 0);
        network.call("params.update", params);
        return network;
    }

    NDArray logits(NDArray x) {
        var layers = preactivations(x);
        return layers.get(layers.size() - 1);
    }

    Map<String, NDArray> gradients(NDArray x, NDArray y) {
        var layers = preactivations(x);
        NDArray dout = new Batch(logits(x), y).gradient();
        var gradients = new LinkedHashMap<String, NDArray>();
        for (int i = layers.size(); i > 0; i--) {
            NDArray input = i == 1 ? x : layers.get(i - 2).maximum(0);
            gradients.put("W" + i, input.transpose().matMul(dout));
            gradients.put("b" + i, dout.sum(new int[] {0}));
            if (i > 1) {
                NDArray on = layers.get(i - 2).gt(0).toType(dout.getDataType(), false);
                dout = dout.matMul(params.get("W" + i).transpose()).mul(on);
            }
        }
        return gradients;
    }

    private List<NDArray> preactivations(NDArray x) {
        var layers = new ArrayList<NDArray>();
        NDArray h = x;
        for (int i = 1; i < sizes.size(); i++) {
            NDArray z = h.matMul(params.get("W" + i)).add(params.get("b" + i));
            layers.add(z);
            h = z.maximum(0);
        }
        return layers;
    }

    private double clearance(NDArray x) {
        var hidden = preactivations(x).subList(0, sizes.size() - 2);
        return hidden.stream().mapToDouble(z -> z.abs().min().getDouble()).min().orElse(1);
    }
}
