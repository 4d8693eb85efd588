package gradebox.graders.model;

import static java.util.stream.Collectors.joining;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import gradebox.sandbox.call.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        checkShape(predictions, known);
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
                case MSE -> got.sub(truth).square().mean().getDouble();
                case MAE -> got.sub(truth).abs().mean().getDouble();
                case RMSE -> Math.sqrt(got.sub(truth).square().mean().getDouble());
                case R2 -> {
                    double residual = got.sub(truth).square().sum().getDouble();
                    yield 1 - residual / truth.sub(truth.mean()).square().sum().getDouble();
                }
                case CROSS_ENTROPY, ENTROPY_GAP -> crossEntropy(got, truth);
            };
        }
    }

    /** Refuse a wrong shape before anything is converted: a student chooses how large it is. */
    private void checkShape(Value.Array predictions, Value.Array known) throws InvalidPredictions {
        var shape = predictions.shape();
        int dimensions = known.shape().size();
        boolean scores =
                switch (this) {
                    case ACCURACY, ERROR -> shape.size() == dimensions + 1;
                    case CROSS_ENTROPY, ENTROPY_GAP -> true;
                    case MSE, MAE, RMSE, R2 -> false;
                };
        boolean fits =
                shape.size() == dimensions + (scores ? 1 : 0)
                        && shape.subList(0, dimensions).equals(known.shape());
        if (!fits) {
            throw wrongShape(predictions.shape(), known.shape(), scores);
        }
    }

    private static NDArray array(NDManager manager, Value.Array value, double[] elements) {
        var shape = new Shape(value.shape().stream().mapToLong(Long::longValue).toArray());
        return manager.create(elements, shape);
    }

    private static double accuracy(NDArray got, NDArray truth) throws InvalidPredictions {
        boolean scores = got.getShape().dimension() == truth.getShape().dimension() + 1;
        var labels = scores ? logits(got, truth).argMax(-1).toType(DataType.FLOAT64, false) : got;
        return labels.eq(truth).toType(DataType.FLOAT64, false).mean().getDouble();
    }

    private static NDArray logits(NDArray got, NDArray truth) throws InvalidPredictions {
        if (got.getShape().get(got.getShape().dimension() - 1) <= truth.max().getDouble()) {
            throw wrongShape(sizes(got), sizes(truth), true);
        }
        return got;
    }

    private static double crossEntropy(NDArray got, NDArray truth) throws InvalidPredictions {
        var scores = logits(got, truth).logSoftmax(-1);
        var index = truth.toType(DataType.INT64, true).expandDims(-1);
        var picked = scores.gather(index, -1);
        return -new NDList(picked).singletonOrThrow().mean().getDouble();
    }

    private static List<Long> sizes(NDArray array) {
        return Arrays.stream(array.getShape().getShape()).boxed().toList();
    }

    private static InvalidPredictions wrongShape(List<Long> got, List<Long> known, boolean scores) {
        var wanted = new ArrayList<>(known.stream().map(String::valueOf).toList());
        if (scores) {
            wanted.add("number of classes");
        }
        return new InvalidPredictions(
                "The predictions should have the shape (%s), and have (%s)."
                        .formatted(
                                String.join(", ", wanted),
                                got.stream().map(String::valueOf).collect(joining(", "))));
    }
}
