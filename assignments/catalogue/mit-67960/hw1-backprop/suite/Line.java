import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * Follow a ReLU network along an interval of the line, exactly: between neighbouring knots every
 * unit is affine, so its values at the knots say all.
 *
 * @param at the knots, ascending, the ends of the interval included
 * @param values of each unit at each knot
 */
record Line(double[] at, double[][] values) {

    /** Take these bends for none: slopes differ by less, relative to the steepest. */
    private static final double STRAIGHT = 1e-7;

    /** One linear layer: weights from inputs to units, and biases. */
    record Layer(double[][] w, double[] b) {}

    static Line through(List<Layer> network, double lo, double hi) {
        var line = new Line(new double[] {lo, hi}, new double[][] {{lo}, {hi}});
        for (int i = 0; i < network.size(); i++) {
            line = line.affine(network.get(i));
            if (i < network.size() - 1) {
                line = line.cutAtZero().rectified();
            }
        }
        return line;
    }

    /** Draw a network from R to R^last, of He's size, its kinks spread over the interval. */
    static List<Layer> random(Random random, int... sizes) {
        var layers = new ArrayList<Layer>();
        for (int i = 1; i < sizes.length; i++) {
            double scale = Math.sqrt(2.0 / sizes[i - 1]);
            var w = new double[sizes[i - 1]][sizes[i]];
            var b = new double[sizes[i]];
            for (int to = 0; to < sizes[i]; to++) {
                for (int from = 0; from < sizes[i - 1]; from++) {
                    w[from][to] = scale * random.nextGaussian();
                }
                b[to] = 0.7 * random.nextGaussian();
            }
            layers.add(new Layer(w, b));
        }
        return layers;
    }

    /** Return where the network's output bends, inside the interval. */
    List<Double> kinks() {
        double steepest = 1;
        for (int i = 0; i + 1 < at.length; i++) {
            for (int unit = 0; unit < values[0].length; unit++) {
                steepest = Math.max(steepest, Math.abs(slope(i, unit)));
            }
        }
        var kinks = new ArrayList<Double>();
        for (int i = 1; i + 1 < at.length; i++) {
            if (bend(i) > STRAIGHT * steepest) {
                kinks.add(at[i]);
            }
        }
        return kinks;
    }

    /** Return how long the shortest piece is, as a share of the interval. */
    double shortestPiece() {
        double shortest = Double.POSITIVE_INFINITY;
        double last = at[0];
        for (double kink : kinks()) {
            shortest = Math.min(shortest, kink - last);
            last = kink;
        }
        double end = at[at.length - 1];
        return Math.min(shortest, end - last) / (end - at[0]);
    }

    /** Return the smallest change of slope among those that count as kinks. */
    double gentlestBend() {
        var kinks = new TreeSet<>(kinks());
        double gentlest = Double.POSITIVE_INFINITY;
        for (int i = 1; i + 1 < at.length; i++) {
            if (kinks.contains(at[i])) {
                gentlest = Math.min(gentlest, bend(i));
            }
        }
        return gentlest;
    }

    /** Return the value of one output at a place on the interval. */
    double value(double x, int unit) {
        int i = 0;
        while (i + 2 < at.length && at[i + 1] < x) {
            i++;
        }
        return values[i][unit] + (x - at[i]) * slope(i, unit);
    }

    private double slope(int i, int unit) {
        return (values[i + 1][unit] - values[i][unit]) / (at[i + 1] - at[i]);
    }

    private double bend(int i) {
        double most = 0;
        for (int unit = 0; unit < values[0].length; unit++) {
            most = Math.max(most, Math.abs(slope(i, unit) - slope(i - 1, unit)));
        }
        return most;
    }

    private Line affine(Layer layer) {
        var next = new double[at.length][];
        for (int i = 0; i < at.length; i++) {
            next[i] = layer.b().clone();
            for (int from = 0; from < layer.w().length; from++) {
                for (int to = 0; to < next[i].length; to++) {
                    next[i][to] += values[i][from] * layer.w()[from][to];
                }
            }
        }
        return new Line(at, next);
    }

    private Line cutAtZero() {
        var knots = new TreeSet<Double>();
        for (int i = 0; i < at.length; i++) {
            knots.add(at[i]);
            for (int unit = 0; i + 1 < at.length && unit < values[0].length; unit++) {
                double left = values[i][unit];
                double right = values[i + 1][unit];
                if (left * right < 0) {
                    knots.add(at[i] + left / (left - right) * (at[i + 1] - at[i]));
                }
            }
        }
        double[] cut = apart(knots);
        var there = new double[cut.length][values[0].length];
        for (int i = 0; i < cut.length; i++) {
            for (int unit = 0; unit < values[0].length; unit++) {
                there[i][unit] = value(cut[i], unit);
            }
        }
        return new Line(cut, there);
    }

    /** Drop knots that only rounding tells apart, but keep both ends. */
    private static double[] apart(TreeSet<Double> knots) {
        double end = knots.last();
        var kept = new ArrayList<Double>();
        for (double knot : knots) {
            boolean apart = kept.isEmpty() || knot - kept.getLast() > 1e-12;
            if (apart && (knot == end || end - knot > 1e-12)) {
                kept.add(knot);
            }
        }
        return kept.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private Line rectified() {
        var next = new double[at.length][];
        for (int i = 0; i < at.length; i++) {
            next[i] = values[i].clone();
            for (int unit = 0; unit < next[i].length; unit++) {
                next[i][unit] = Math.max(0, next[i][unit]);
            }
        }
        return new Line(at, next);
    }
}
