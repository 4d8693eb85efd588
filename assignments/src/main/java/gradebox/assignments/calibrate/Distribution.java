package gradebox.assignments.calibrate;

import java.util.List;

/**
 * Hold one figure of each seed, and what describes them.
 *
 * @param runs in the order of the seeds; at least two, each finite
 */
public record Distribution(List<Double> runs) {

    public Distribution {
        runs = List.copyOf(runs);
        if (runs.size() < 2 || !runs.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("a distribution has two finite figures or more");
        }
    }

    public double mean() {
        return runs.stream().mapToDouble(Double::doubleValue).sum() / runs.size();
    }

    /** Return the standard deviation of the sample: its divisor is n - 1. */
    public double sd() {
        double mean = mean();
        double squares = runs.stream().mapToDouble(run -> (run - mean) * (run - mean)).sum();
        return Math.sqrt(squares / (runs.size() - 1));
    }

    public double min() {
        return runs.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    public double max() {
        return runs.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /**
     * Return a quantile, linear between neighbouring runs, as NumPy's is.
     *
     * @param share from 0 to 1
     */
    public double quantile(double share) {
        var sorted = runs.stream().sorted().toList();
        double place = share * (sorted.size() - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.size() - 1);
        double low = sorted.get(below);
        return low + (place - below) * (sorted.get(above) - low);
    }
}
