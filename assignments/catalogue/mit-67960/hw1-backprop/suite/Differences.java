import ai.djl.ndarray.NDArray;

import java.util.function.ToDoubleFunction;

/** Differentiate by central differences, for comparison with a gradient that somebody claims. */
final class Differences {
    private static final double STEP = 1e-5;

    private Differences() {}

    /** Return the gradient of a function at x, one entry of x at a time. */
    static NDArray gradient(NDArray x, ToDoubleFunction<NDArray> function) {
        double[] at = x.toDoubleArray();
        var gradient = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            gradient[i] =
                    (function.applyAsDouble(moved(x, at, i, STEP))
                                    - function.applyAsDouble(moved(x, at, i, -STEP)))
                            / (2 * STEP);
        }
        return x.getManager().create(gradient, x.getShape());
    }

    private static NDArray moved(NDArray x, double[] at, int i, double by) {
        double[] there = at.clone();
        there[i] += by;
        return x.getManager().create(there, x.getShape());
    }
}
