package gradebox.grading;

import java.util.List;

/**
 * Hold a metric that gradebox computed itself, from values alone.
 *
 * @param metric its id: {@code grader/name}
 * @param value the figure that counts: the median over the runs; NaN where none could be had
 * @param runs the figure of each run, in order
 * @param seeds the training seed of each run, in order
 */
public record Measurement(String metric, double value, List<Double> runs, List<Long> seeds) {
    public Measurement {
        runs = List.copyOf(runs);
        seeds = List.copyOf(seeds);
    }
}
