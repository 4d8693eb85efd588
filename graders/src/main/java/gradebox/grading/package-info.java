/**
 * The domain of grading: submissions, checks and their outcomes, rubrics and thresholds, graders,
 * and how points come of them.
 */
@NullMarked
package gradebox.grading;

import org.jspecify.annotations.NullMarked;
