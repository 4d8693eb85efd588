package gradebox.graders.junit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.function.ToDoubleFunction;

/** Differentiate by central differences, for comparison with a gradient that somebody claims. */
public final class Differences {
    private static final double STEP = 1e-5;

    private Differences() {}

    /**
     * Return the gradient of a function at x, float64 of x's shape: one entry of x at a time is
     * moved by 1e-5 both ways, so the function is called twice for each. What it calls should
     * compute in float64, and have no kink that close.
     */
    public static NDArray gradient(NDArray x, ToDoubleFunction<NDArray> function) {
        double[] at = x.toType(DataType.FLOAT64, true).toDoubleArray();
        var gradient = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            double up = function.applyAsDouble(moved(x, at, i, STEP));
            gradient[i] = (up - function.applyAsDouble(moved(x, at, i, -STEP))) / (2 * STEP);
        }
        return x.getManager().create(gradient, x.getShape());
    }

    private static NDArray moved(NDArray x, double[] at, int i, double by) {
        double[] there = at.clone();
        there[i] += by;
        return x.getManager().create(there, x.getShape());
    }
}
