package gradebox.assignments.calibrate;

import java.util.List;

/** Say how far one run of a metric lies from the next by chance. */
public final class Noise {
    private Noise() {}

    /**
     * Return the noise of one run: the larger one of the solutions', since a band runs from one to
     * the other.
     *
     * <p>Over generated data the sample's standard deviation has everything in it. Where staff
     * bring the data, each run is scored on the same rows, and what these rows add by chance is
     * known for a share of n rows only: p (1 - p) / n.
     *
     * @param share whether the metric is a share of the rows
     * @param heldOut how many rows each run is scored on
     * @param newDataEachRun whether each run has data of its own
     */
    public static double of(
            List<Distribution> solutions, boolean share, long heldOut, boolean newDataEachRun) {
        return solutions.stream()
                .mapToDouble(
                        scores -> {
                            double p = Math.clamp(scores.mean(), 0, 1);
                            double rows = share && !newDataEachRun ? p * (1 - p) / heldOut : 0;
                            return Math.sqrt(scores.sd() * scores.sd() + rows);
                        })
                .max()
                .orElseThrow();
    }
}
