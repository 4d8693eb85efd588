package gradebox.graders.junit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Objects;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Draw a check's inputs from its own secret seed: the same for every student, whatever else runs at
 * the same time.
 *
 * <p>DJL's own random arrays come from one generator that all checks of a process share; use these
 * instead.
 */
public final class Inputs {
    private final NDManager arrays;
    private final long seed;
    private final RandomGenerator random;

    Inputs(NDManager arrays, long seed) {
        this.arrays = arrays;
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** Return the check's seed itself, of 31 bits. */
    public long seed() {
        return seed;
    }

    public RandomGenerator random() {
        return random;
    }

    /** Draw float64 from the standard normal distribution. */
    public NDArray normal(long... shape) {
        var elements = new double[size(shape)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = random.nextGaussian();
        }
        return arrays.create(elements, new Shape(shape));
    }

    /** Draw float64, uniform from {@code low} to {@code high}. */
    public NDArray uniform(double low, double high, long... shape) {
        return arrays.create(random.doubles(size(shape), low, high).toArray(), new Shape(shape));
    }

    /** Draw int64 from {@code low}, inclusive, to {@code high}, exclusive. */
    public NDArray integers(long low, long high, long... shape) {
        return arrays.create(random.longs(size(shape), low, high).toArray(), new Shape(shape));
    }

    /** Draw a permutation of 0 … n-1, as int64. */
    public NDArray permutation(int n) {
        var numbers = new long[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1);
            numbers[i] = numbers[j];
            numbers[j] = i;
        }
        return arrays.create(numbers);
    }

    /**
     * Return 1 where a row's label is, else 0: float64 of shape (N, classes). DJL's own is missing
     * from its PyTorch engine.
     *
     * @param labels integers from 0 to classes - 1, of shape (N)
     */
    public static NDArray oneHot(NDArray labels, int classes) {
        long[] rows = labels.toType(DataType.INT64, true).toLongArray();
        var ones = new double[Math.multiplyExact(rows.length, classes)];
        for (int i = 0; i < rows.length; i++) {
            ones[i * classes + Math.toIntExact(Objects.checkIndex(rows[i], (long) classes))] = 1;
        }
        return labels.getManager().create(ones, new Shape(rows.length, classes));
    }

    private static int size(long... shape) {
        return Math.toIntExact(new Shape(shape).size());
    }
}
