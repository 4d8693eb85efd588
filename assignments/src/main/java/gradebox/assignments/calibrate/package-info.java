/**
 * Hold what the reference solution and the naive baseline score: the numbers behind a threshold,
 * the file {@code reference.yaml} that they stand in, and what they say of a threshold's bands.
 */
@NullMarked
package gradebox.assignments.calibrate;

import org.jspecify.annotations.NullMarked;
