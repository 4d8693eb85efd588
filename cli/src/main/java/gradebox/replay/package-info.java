/**
 * Build the autograder that shows a run's results on Gradescope: each found by whose it is, and
 * shown for what was graded only. What runs there is Python, beside this package's resources.
 */
@NullMarked
package gradebox.replay;

import org.jspecify.annotations.NullMarked;
