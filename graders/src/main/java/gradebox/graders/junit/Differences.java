package gradebox.graders.junit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
        var values = valuesOfLast(requests, requests.size() / Math.max(1, 2 * at.length), value);
        var gradient = new double[at.length];
        for (int i = 0; i < at.length; i++) {
            gradient[i] = (values.get(2 * i) - values.get(2 * i + 1)) / (2 * STEP);
        }
        return x.getManager().create(gradient, x.getShape());
    }

    /** Return the function's value after each so many calls, and keep nothing else of replies. */
    private static List<Double> valuesOfLast(
            List<Request> requests, int each, ToDoubleFunction<Reply> value) {
        var values = new ArrayList<Double>();
        if (!requests.isEmpty()) {
            var count = new AtomicInteger();
            requests.getFirst()
                    .student()
                    .callAll(
                            requests,
                            reply -> {
                                if (count.incrementAndGet() % each == 0) {
                                    values.add(value.applyAsDouble(reply));
                                }
                            });
        }
        return values;
    }

    private static NDArray moved(NDArray x, double[] at, int i, double by) {
        double[] there = at.clone();
        there[i] += by;
        return x.getManager().create(there, x.getShape());
    }
}
