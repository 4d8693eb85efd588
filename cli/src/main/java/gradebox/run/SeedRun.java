package gradebox.run;

import java.time.Duration;
import java.util.List;

/**
 * Hold what all solutions scored on the data of one seed.
 *
 * @param number which of the calibration's seeds: 0, 1, …
 * @param readings one for each metric and solution
 */
public record SeedRun(int number, List<Reading> readings) {

    public SeedRun {
        readings = List.copyOf(readings);
    }

    /**
     * Hold one score.
     *
     * @param grader the id of the grader that measured it
     * @param solution {@code reference} or {@code baseline}
     * @param trainingSeed of this run
     * @param heldOut how many figures were predicted
     * @param time by the wall clock
     */
    public record Reading(
            String grader,
            String solution,
            double value,
            long trainingSeed,
            long heldOut,
            Duration time) {}
}
