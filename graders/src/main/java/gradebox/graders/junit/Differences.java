package gradebox.graders.junit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Differentiate by central differences, for comparison with a gradient that somebody claims. */
public final class Differences {
    private static final double STEP = 1e-5;

    private Differences() {}

    /**
     * Return the gradient of a student's function at x, float64 of x's shape: one entry of x at a
     * time is moved by 1e-5 both ways, so the function is called twice for each, all of these calls
     * together. What it computes should be float64, and have no kink that close.
     *
     * @param call the call at a place
     * @param value the function's value there, read from the call's reply
     */
    public static NDArray gradient(
            NDArray x, Function<NDArray, Request> call, ToDoubleFunction<Reply> value) {
        return gradientOfLast(x, at -> List.of(call.apply(at)), value);
    }

    /**
     * Return the gradient where it takes several calls to reach a value: one that puts x into an
     * object, say, and one that asks it.
     *
     * @param calls the calls at a place, in order, as many at each
     * @param value the function's value there, read from the last one's reply
     */
    public static NDArray gradientOfLast(
            NDArray x, Function<NDArray, List<Request>> calls, ToDoubleFunction<Reply> value) {
        double[] at = x.toType(DataType.FLOAT64, true).toDoubleArray();
        var requests = new ArrayList<Request>();
        for (int i = 0; i < at.length; i++) {
            requests.addAll(calls.apply(moved(x, at, i, STEP)));
            requests.addAll(calls.apply(moved(x, at, i, -STEP)));
        }
        var gradient = new double[at.length];
        if (at.length > 0) {
            int each = requests.size() / (2 * at.length);
            var replies = requests.getFirst().student().callAll(requests);
            for (int i = 0; i < at.length; i++) {
                double up = value.applyAsDouble(replies.get((2 * i + 1) * each - 1));
                double down = value.applyAsDouble(replies.get((2 * i + 2) * each - 1));
                gradient[i] = (up - down) / (2 * STEP);
            }
        }
        return x.getManager().create(gradient, x.getShape());
    }

    private static NDArray moved(NDArray x, double[] at, int i, double by) {
        double[] there = at.clone();
        there[i] += by;
        return x.getManager().create(there, x.getShape());
    }
}
