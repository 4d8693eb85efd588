import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Images of 16 by 16 pixels with four kinds of things on them, and somebody who can name them. */
final class Pictures {
    static final int KINDS = 4;
    static final int PIXELS = 256;
    private static final int SIDE = 16;

    /** Look for a thing this far from where it stands on the sample. */
    private static final int REACH = 4;

    private static final List<Sample> SAMPLES = samples();

    private Pictures() {}

    /** Draw images, the kinds in turn: a lying bar, a standing bar, a saltire, a frame. */
    static NDArray draw(NDManager nd, RandomGenerator random, int count) {
        var pixels = new float[count * PIXELS];
        for (int i = 0; i < count; i++) {
            int down = random.nextInt(3) - 1;
            int right = random.nextInt(3) - 1;
            for (int p = 0; p < PIXELS; p++) {
                double ink = ink(i % KINDS, p / SIDE - down, p % SIDE - right);
                pixels[i * PIXELS + p] = (float) (0.8 * ink + 0.2 * random.nextDouble());
            }
        }
        return nd.create(pixels, new Shape(count, PIXELS));
    }

    /** Return the kind whose sample fits an image best, wherever it stands. */
    static int name(double[] image) {
        double sum = 0;
        double squares = 0;
        for (double pixel : image) {
            sum += pixel;
            squares += pixel * pixel;
        }
        double spread = Math.sqrt(squares - sum * sum / PIXELS);
        int best = -1;
        double most = Double.NEGATIVE_INFINITY;
        for (Sample sample : SAMPLES) {
            double fit = sample.fit(image, sum, spread);
            if (fit > most) {
                most = fit;
                best = sample.kind();
            }
        }
        return best;
    }

    static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int p = 0; p < a.length; p++) {
            sum += Math.abs(a[p] - b[p]);
        }
        return sum / a.length;
    }

    static double[] image(double[] all, int i) {
        return Arrays.copyOfRange(all, i * PIXELS, (i + 1) * PIXELS);
    }

    static double[] doubles(NDArray x) {
        return x.toType(DataType.FLOAT64, true).toDoubleArray();
    }

    private static List<Sample> samples() {
        var samples = new ArrayList<Sample>();
        for (int kind = 0; kind < KINDS; kind++) {
            for (int down = -REACH; down <= REACH; down++) {
                for (int right = -REACH; right <= REACH; right++) {
                    samples.add(Sample.of(kind, down, right));
                }
            }
        }
        return samples;
    }

    /** A thing moved to a place: the pixels that have its ink. */
    private record Sample(int kind, int[] inked) {

        static Sample of(int kind, int down, int right) {
            var inked =
                    IntStream.range(0, PIXELS)
                            .filter(p -> ink(kind, p / SIDE - down, p % SIDE - right) > 0);
            return new Sample(kind, inked.toArray());
        }

        /** Return the correlation with an image that has this sum, and this spread around it. */
        double fit(double[] image, double sum, double spread) {
            double both = 0;
            for (int p : inked) {
                both += image[p];
            }
            double count = inked.length;
            double own = Math.sqrt(count - count * count / PIXELS);
            return (both - sum * count / PIXELS) / Math.max(spread * own, 1e-12);
        }
    }

    private static double ink(int kind, int row, int column) {
        int y = Math.abs(2 * row - SIDE + 1);
        int x = Math.abs(2 * column - SIDE + 1);
        boolean on =
                switch (kind) {
                    case 0 -> y <= 3 && x <= 11;
                    case 1 -> x <= 3 && y <= 11;
                    case 2 -> Math.abs(x - y) <= 2 && x <= 11;
                    default -> Math.max(x, y) <= 11 && Math.max(x, y) >= 8;
                };
        return on ? 1 : 0;
    }
}
