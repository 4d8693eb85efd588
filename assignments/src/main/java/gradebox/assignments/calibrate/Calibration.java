package gradebox.assignments.calibrate;

import gradebox.sandbox.Image;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hold everything that one calibration found out.
 *
 * @param conditions under which it ran
 * @param metrics by id, {@code grader/name}, in the assignment's order
 */
public record Calibration(Conditions conditions, Map<String, Metric> metrics) {

    public Calibration {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /**
     * Say where it ran.
     *
     * @param seeds how the seeds of each run are made
     * @param image what the solutions ran in
     * @param packages versions of what it has, by name
     * @param hardware the machine
     */
    public record Conditions(
            String seeds, Image image, Map<String, String> packages, Hardware hardware) {
        public Conditions {
            packages = Collections.unmodifiableMap(new LinkedHashMap<>(packages));
        }
    }

    /**
     * Describe the machine.
     *
     * @param processor its model
     * @param cpus what a sandbox got of it
     * @param gpus the devices that were used, or the empty string
     * @param system the host's kernel
     * @param atOnce how many runs shared the machine
     */
    public record Hardware(String processor, double cpus, String gpus, String system, int atOnce) {}

    /**
     * Hold the runs of one metric.
     *
     * @param fingerprint of everything that was measured
     * @param heldOut how many figures are predicted
     * @param noise of one run, in the metric's unit
     * @param dataSeeds of the generated data, one a run; empty for data that staff bring
     * @param trainingSeeds one a run
     * @param baseline null where the assignment names none
     */
    public record Metric(
            String fingerprint,
            long heldOut,
            double noise,
            List<Long> dataSeeds,
            List<Long> trainingSeeds,
            Solution reference,
            @Nullable Solution baseline) {
        public Metric {
            dataSeeds = List.copyOf(dataSeeds);
            trainingSeeds = List.copyOf(trainingSeeds);
        }

        /** Return what bands are judged by. */
        public Evidence evidence() {
            return new Evidence(
                    fingerprint,
                    noise,
                    reference.scores(),
                    baseline == null ? null : baseline.scores());
        }
    }

    /**
     * Hold what one solution did.
     *
     * @param seconds by the wall clock: from the opening of its sandbox to its score
     */
    public record Solution(Distribution scores, Distribution seconds) {}
}
