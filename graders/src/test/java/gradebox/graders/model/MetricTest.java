package gradebox.graders.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import gradebox.sandbox.call.ElementType;
import gradebox.sandbox.call.Value;
import gradebox.sandbox.call.Value.Array;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

class MetricTest {
    private static final Array LABELS = labels(0, 2, 1, 2);
    private static final Array TRUTH = vector(1, 2, 3, 4);

    /** Rows whose largest entries are 0, 2, 1 and 0: three of four labels are right. */
    private static final Array SCORES =
            Array.ofDoubles(List.of(4L, 3L), 9, 1, 2, 0, 1, 2, -3, -1, -2, 5, 4, 3);

    private static Array vector(double... elements) {
        return Array.ofDoubles(List.of((long) elements.length), elements);
    }

    private static Array labels(long... elements) {
        return Array.ofLongs(List.of((long) elements.length), elements);
    }

    private static double crossEntropy(double[] row, int label) {
        double sum = 0;
        for (double logit : row) {
            sum += Math.exp(logit);
        }
        return Math.log(sum) - row[label];
    }

    @Test
    void eachIsKnownByItsWord() {
        assertThat(Metric.of("entropy_gap")).contains(Metric.ENTROPY_GAP);
        assertThat(Metric.of("r2")).contains(Metric.R2);
        assertThat(Metric.of("ACCURACY")).isEmpty();
        assertThat(Metric.of("f1")).isEmpty();
    }

    @Test
    void accuracyIsTheShareOfRightLabels() throws Exception {
        assertThat(Metric.ACCURACY.compute(labels(0, 2, 1, 1), LABELS)).isEqualTo(0.75);
        assertThat(Metric.ERROR.compute(labels(0, 2, 1, 1), LABELS)).isEqualTo(0.25);
        assertThat(Metric.ACCURACY.compute(vector(0, 2, 1, 2), LABELS)).isEqualTo(1);
    }

    @Test
    void theLargestScoreIsTheLabel() throws Exception {
        assertThat(Metric.ACCURACY.compute(SCORES, LABELS)).isEqualTo(0.75);
        assertThat(Metric.ERROR.compute(SCORES, LABELS)).isEqualTo(0.25);
    }

    @Test
    void scoresOfATensorOfFloat32AndLabelsOfAnyIntegerTypeCount() throws Exception {
        var scores =
                new Array(
                        true,
                        ElementType.FLOAT32,
                        List.of(1L, 2L),
                        new byte[] {0, 0, 0, 0, 0, 0, (byte) 0x80, 0x3f});
        var label = new Array(false, ElementType.UINT8, List.of(1L), new byte[] {1});
        assertThat(Metric.ACCURACY.compute(scores, label)).isEqualTo(1);
    }

    @Test
    void accuracyGoesOverEveryPositionOfASequence() throws Exception {
        var known = Array.ofLongs(List.of(2L, 2L), 0, 1, 1, 1);
        var scores = Array.ofDoubles(List.of(2L, 2L, 2L), 1, 0, 0, 1, 1, 0, 0, 1);
        assertThat(Metric.ACCURACY.compute(scores, known)).isEqualTo(0.75);
        assertThat(Metric.ACCURACY.compute(Array.ofLongs(List.of(2L, 2L), 0, 0, 0, 0), known))
                .isEqualTo(0.25);
    }

    @Test
    void labelsOutOfRangeAreWrongLabels() throws Exception {
        assertThat(Metric.ACCURACY.compute(labels(-1, 99, 1, 2), LABELS)).isEqualTo(0.5);
        assertThat(Metric.ACCURACY.compute(vector(0.4, 1.6, 1, 2), LABELS)).isEqualTo(0.5);
    }

    @Test
    void errorsOfNumbersAreThoseByHand() throws Exception {
        var got = vector(1, 4, 2, 8); // off by 0, 2, -1 and 4
        assertThat(Metric.MSE.compute(got, TRUTH)).isCloseTo(21 / 4.0, within(1e-12));
        assertThat(Metric.MAE.compute(got, TRUTH)).isCloseTo(7 / 4.0, within(1e-12));
        assertThat(Metric.RMSE.compute(got, TRUTH)).isCloseTo(Math.sqrt(21 / 4.0), within(1e-12));
        assertThat(Metric.R2.compute(got, TRUTH)).isCloseTo(1 - 21 / 5.0, within(1e-12));
    }

    @Test
    void r2IsOneForTheTruthAndZeroForItsMean() throws Exception {
        assertThat(Metric.R2.compute(TRUTH, TRUTH)).isEqualTo(1);
        assertThat(Metric.R2.compute(vector(2.5, 2.5, 2.5, 2.5), TRUTH)).isEqualTo(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"CROSS_ENTROPY", "ENTROPY_GAP"})
    void crossEntropyIsThatByHand(Metric metric) throws Exception {
        var logits = Array.ofDoubles(List.of(2L, 3L), 1, 2, 3, 0.5, 0, -1);
        double byHand =
                (crossEntropy(new double[] {1, 2, 3}, 2)
                                + crossEntropy(new double[] {0.5, 0, -1}, 1))
                        / 2;
        assertThat(metric.compute(logits, labels(2, 1))).isCloseTo(byHand, within(1e-12));
    }

    @Test
    void crossEntropyOfNoKnowledgeIsTheLogarithmOfTheClasses() throws Exception {
        var logits = Array.ofDoubles(List.of(4L, 5L), new double[20]);
        assertThat(Metric.CROSS_ENTROPY.compute(logits, LABELS))
                .isCloseTo(Math.log(5), within(1e-12));
    }

    @Test
    void crossEntropyOfLargeLogitsDoesNotOverflow() throws Exception {
        var logits = Array.ofDoubles(List.of(1L, 2L), 10_000, 0);
        assertThat(Metric.CROSS_ENTROPY.compute(logits, labels(1))).isEqualTo(10_000);
        assertThat(Metric.CROSS_ENTROPY.compute(logits, labels(0))).isEqualTo(0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsRefused(double element) {
        assertThatThrownBy(() -> Metric.MSE.compute(vector(1, 2, element, 4), TRUTH))
                .isInstanceOf(InvalidPredictions.class)
                .hasMessage("The predictions hold " + element + "; each must be finite.");
        var scores = Array.ofDoubles(List.of(1L, 2L), 1, element);
        assertThatThrownBy(() -> Metric.ACCURACY.compute(scores, labels(0)))
                .isInstanceOf(InvalidPredictions.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"MSE", "MAE", "RMSE", "R2", "ACCURACY", "ERROR"})
    void anotherNumberOfPredictionsIsRefused(Metric metric) {
        assertThatThrownBy(() -> metric.compute(vector(1, 2, 3), TRUTH))
                .isInstanceOf(InvalidPredictions.class)
                .hasMessage("The predictions should have the shape (4), and have (3).");
    }

    @ParameterizedTest
    @EnumSource(names = {"MSE", "MAE", "RMSE", "R2"})
    void aColumnIsNoVector(Metric metric) {
        assertThatThrownBy(
                        () -> metric.compute(Array.ofDoubles(List.of(4L, 1L), 1, 2, 3, 4), TRUTH))
                .isInstanceOf(InvalidPredictions.class)
                .hasMessage("The predictions should have the shape (4), and have (4, 1).");
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCURACY", "ERROR", "CROSS_ENTROPY", "ENTROPY_GAP"})
    void fewerScoresThanClassesAreRefused(Metric metric) {
        var two = Array.ofDoubles(List.of(4L, 2L), new double[8]);
        assertThatThrownBy(() -> metric.compute(two, LABELS))
                .isInstanceOf(InvalidPredictions.class)
                .hasMessage(
                        "The predictions should have the shape (4, number of classes), and have (4, 2).");
        var none = Array.ofDoubles(List.of(4L, 0L));
        assertThatThrownBy(() -> metric.compute(none, LABELS))
                .isInstanceOf(InvalidPredictions.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"CROSS_ENTROPY", "ENTROPY_GAP"})
    void labelsAreNoLogits(Metric metric) {
        assertThatThrownBy(() -> metric.compute(LABELS, LABELS))
                .isInstanceOf(InvalidPredictions.class)
                .hasMessage(
                        "The predictions should have the shape (4, number of classes), and have (4).");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE)
    void aScalarIsRefused(Metric metric) {
        assertThatThrownBy(() -> metric.compute(Array.ofDoubles(List.of(), 1), LABELS))
                .isInstanceOf(InvalidPredictions.class)
                .hasMessageEndingWith(", and have ().");
    }

    @Test
    void manyClassesOfTheWrongLengthAreRefusedByTheirShapeAlone() {
        // its 64 Mi elements would be half a GiB as float64
        var huge = new Array(false, ElementType.INT8, List.of(1L << 26), new byte[1 << 26]);
        long before = allocated();
        assertThatThrownBy(() -> Metric.MSE.compute(huge, TRUTH))
                .isInstanceOf(InvalidPredictions.class);
        assertThat(allocated() - before).isLessThan(1 << 24);
    }

    private static long allocated() {
        var threads = java.lang.management.ManagementFactory.getThreadMXBean();
        return ((com.sun.management.ThreadMXBean) threads).getCurrentThreadAllocatedBytes();
    }

    @Test
    void aThousandPredictionsAreScoredAlike() throws Exception {
        long[] known = LongStream.range(0, 1000).map(i -> i % 7).toArray();
        long[] got = LongStream.range(0, 1000).map(i -> i % 5 == 0 ? 7 : i % 7).toArray();
        Value.Array predictions = labels(got);
        assertThat(Metric.ACCURACY.compute(predictions, labels(known)))
                .isCloseTo(0.8, within(1e-12));
    }
}
