package gradebox.assignments.calibrate;

import org.jspecify.annotations.Nullable;

/**
 * Hold what is known of one metric when its bands are judged.
 *
 * @param fingerprint of everything that was measured; another one means other numbers
 * @param noise of one run, in the metric's unit
 * @param reference what the reference solution scored
 * @param baseline what the naive baseline scored, or null where the assignment names none
 */
public record Evidence(
        String fingerprint,
        double noise,
        Distribution reference,
        @Nullable Distribution baseline) {}
