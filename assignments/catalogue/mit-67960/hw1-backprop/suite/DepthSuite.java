import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import gradebox.graders.junit.Inputs;
import gradebox.graders.junit.Reply;
import gradebox.graders.junit.Student;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Check part 3 against a count of our own, which follows a network along the line. */
class DepthSuite {
    private static final int[][] SHAPES = {
        {1, 1, 1}, {1, 11, 1}, {1, 7, 5, 2}, {1, 3, 3, 3, 1}, {1, 13, 7, 3}
    };

    @Test
    void countsPieces(Student student, NDManager nd, Inputs inputs) {
        var random = new Random(inputs.seed());
        for (int[] sizes : SHAPES) {
            for (int i = 0; i < 3; i++) {
                double lo = -2 - random.nextDouble();
                double hi = 2 + random.nextDouble();
                var network = plain(random, sizes, lo, hi);
                expect(student, nd, network, lo, hi, "of the sizes " + Arrays.toString(sizes));
            }
        }
    }

    @Test
    void countsSpecialCases(Student student, NDManager nd) {
        expect(student, nd, List.of(layer(row(2), 1)), "without a hidden layer");
        expect(student, nd, hidden(row(1), row(-5), 1), "whose kink lies outside the interval");
        expect(
                student,
                nd,
                hidden(row(1, 1), row(-0.5, -0.25), 0, 1),
                "with a unit that goes nowhere");
        expect(student, nd, hidden(row(1, 2), row(-0.5, -1), 1, -0.5), "whose kinks cancel");
        expect(student, nd, hidden(row(1, -1), row(-0.5, 0.5), 1, 1), "of two units with one kink");
        expect(
                student,
                nd,
                hidden(row(-1, 1, 1), row(0.25, -0.25, -0.75), 1, 1, 1),
                "of three units with two kinks");
        var dead = new ArrayList<>(hidden(row(1), row(-0.5), 1));
        dead.add(1, layer(row(1), -10));
        expect(student, nd, dead, "whose second layer never wakes");
    }

    @Test
    void sawtooth(Student student) {
        for (int k = 1; k <= 8; k++) {
            Reply answer = student.call("sawtooth", k);
            var network = new ArrayList<Line.Layer>();
            var layers = answer.tuple(k + 1);
            for (int i = 0; i <= k; i++) {
                network.add(read(layers.get(i), i == 0 ? 1 : 2, i == k ? 1 : 2));
            }
            inspect(answer, k, Line.through(network, 0, 1));
        }
    }

    private static void inspect(Reply answer, int k, Line line) {
        int kinks = line.kinks().size();
        if (kinks != (1 << k) - 1) {
            throw answer.wrong(
                    "should have %d kinks for k = %d, and has %d"
                            .formatted((1 << k) - 1, k, kinks));
        }
        for (int i = 0; i <= 1 << k; i++) {
            double x = i / (double) (1 << k);
            double y = line.value(x, 0);
            if (!(Math.abs(y - i % 2) <= 1e-6)) {
                throw answer.wrong(
                        "should be %d at x = %s for k = %d, and is %.4g".formatted(i % 2, x, k, y));
            }
        }
    }

    private static Line.Layer read(Reply layer, int from, int to) {
        var parts = layer.tuple(2);
        double[] w = parts.get(0).array(from, to).isFinite().doubles();
        var rows = new double[from][];
        for (int i = 0; i < from; i++) {
            rows[i] = Arrays.copyOfRange(w, i * to, (i + 1) * to);
        }
        return new Line.Layer(rows, parts.get(1).array(to).isFinite().doubles());
    }

    /** Draw a network on which nobody can be wrong by rounding: no tiny piece, no gentle kink. */
    private static List<Line.Layer> plain(Random random, int[] sizes, double lo, double hi) {
        while (true) {
            var network = Line.random(random, sizes);
            var line = Line.through(network, lo, hi);
            if (line.shortestPiece() > 3e-3 && line.gentlestBend() > 1e-2) {
                return network;
            }
        }
    }

    private static void expect(
            Student student, NDManager nd, List<Line.Layer> network, String which) {
        expect(student, nd, network, 0, 1, which);
    }

    private static void expect(
            Student student,
            NDManager nd,
            List<Line.Layer> network,
            double lo,
            double hi,
            String which) {
        var weights = new ArrayList<NDArray>();
        var biases = new ArrayList<NDArray>();
        for (var layer : network) {
            double[] flat = Arrays.stream(layer.w()).flatMapToDouble(Arrays::stream).toArray();
            weights.add(nd.create(flat, new Shape(layer.w().length, layer.b().length)));
            biases.add(nd.create(layer.b()));
        }
        Reply count = student.call("count_regions_1d", weights, biases, lo, hi);
        int expected = Line.through(network, lo, hi).kinks().size() + 1;
        if (count.integer() != expected) {
            throw count.wrong(
                    "should be %d for a network %s, and is %d"
                            .formatted(expected, which, count.integer()));
        }
    }

    private static List<Line.Layer> hidden(double[] w, double[] b, double... out) {
        var column = Arrays.stream(out).mapToObj(weight -> row(weight)).toArray(double[][]::new);
        return List.of(layer(w, b), new Line.Layer(column, row(0)));
    }

    private static Line.Layer layer(double[] w, double... b) {
        return new Line.Layer(new double[][] {w}, b);
    }

    private static double[] row(double... numbers) {
        return numbers;
    }
}
