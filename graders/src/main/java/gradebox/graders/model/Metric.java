package gradebox.graders.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import gradebox.sandbox.call.Value;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Score predictions against what is known, with DJL, in float64. Shapes are checked first; anything
 * that is not finite is refused.
 *
 * <p>{@code N…} stands for the shape of the known values.
 */
enum Metric {
    /**
     * The share of right labels; predictions are labels (N…) or scores (N…, C), whose largest
     * counts. In [0, 1].
     */
    ACCURACY,
    /** One less the accuracy. In [0, 1]. */
    ERROR,
    /** The mean squared error of predictions (N…). */
    MSE,
    /** The mean absolute error of predictions (N…). */
    MAE,
    /** The root of the mean squared error of predictions (N…). */
    RMSE,
    /**
     * The coefficient of determination of predictions (N…): one less the squared error over the
     * variance.
     */
    R2,
    /** The mean cross-entropy in nats of logits (N…, C) with labels (N…). */
    CROSS_ENTROPY,
    /** The cross-entropy in nats less the source's known entropy. */
    ENTROPY_GAP;

    static Optional<Metric> of(String word) {
        return Arrays.stream(values()).filter(metric -> metric.word().equals(word)).findFirst();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Compute the metric.
     *
     * @throws InvalidPredictions if the predictions have the wrong shape, or are not finite
     */
    double compute(Value.Array predictions, Value.Array known) throws InvalidPredictions {
        double[] elements = predictions.toDoubles();
        for (double element : elements) {
            if (!Double.isFinite(element)) {
                throw new InvalidPredictions(
                        "The predictions hold " + element + "; each must be finite.");
            }
        }
        try (var manager = NDManager.newBaseManager()) {
            var got = array(manager, predictions, elements);
            var truth = array(manager, known, known.toDoubles());
            return switch (this) {
                case ACCURACY -> accuracy(got, truth);
                case ERROR -> 1 - accuracy(got, truth);
                case MSE -> same(got, truth).sub(truth).square().mean().getDouble();
                case MAE -> same(got, truth).sub(truth).abs().mean().getDouble();
                case RMSE -> Math.sqrt(same(got, truth).sub(truth).square().mean().getDouble());
                case R2 -> {
                    double residual = same(got, truth).sub(truth).square().sum().getDouble();
                    yield 1 - residual / truth.sub(truth.mean()).square().sum().getDouble();
                }
                case CROSS_ENTROPY, ENTROPY_GAP -> crossEntropy(got, truth);
            };
        }
    }

    private static NDArray array(NDManager manager, Value.Array value, double[] elements) {
        var shape = new Shape(value.shape().stream().mapToLong(Long::longValue).toArray());
        return manager.create(elements, shape);
    }

    private static NDArray same(NDArray got, NDArray truth) throws InvalidPredictions {
        if (!got.getShape().equals(truth.getShape())) {
            throw wrongShape(got, truth, "");
        }
        return got;
    }

    private static double accuracy(NDArray got, NDArray truth) throws InvalidPredictions {
        boolean scores = got.getShape().dimension() == truth.getShape().dimension() + 1;
        var labels = scores ? logits(got, truth).argMax(-1).toType(DataType.FLOAT64, false) : got;
        return same(labels, truth).eq(truth).toType(DataType.FLOAT64, false).mean().getDouble();
    }

    private static NDArray logits(NDArray got, NDArray truth) throws InvalidPredictions {
        long[] shape = got.getShape().getShape();
        boolean fits =
                shape.length == truth.getShape().dimension() + 1
                        && Arrays.equals(
                                Arrays.copyOf(shape, shape.length - 1),
                                truth.getShape().getShape());
        if (!fits || shape[shape.length - 1] <= truth.max().getDouble()) {
            throw wrongShape(got, truth, ", number of classes");
        }
        return got;
    }

    private static double crossEntropy(NDArray got, NDArray truth) throws InvalidPredictions {
        var scores = logits(got, truth).logSoftmax(-1);
        var index = truth.toType(DataType.INT64, true).expandDims(-1);
        var picked = scores.gather(index, -1);
        return -new NDList(picked).singletonOrThrow().mean().getDouble();
    }

    private static InvalidPredictions wrongShape(NDArray got, NDArray truth, String more) {
        String wanted = truth.getShape().toString();
        return new InvalidPredictions(
                "The predictions should have the shape "
                        + wanted.substring(0, wanted.length() - 1)
                        + more
                        + "), and have "
                        + got.getShape()
                        + ".");
    }
}
