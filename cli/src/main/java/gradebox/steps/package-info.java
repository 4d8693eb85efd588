/** Name the steps of a run, so that a test can end the program at each of them. */
@NullMarked
package gradebox.steps;

import org.jspecify.annotations.NullMarked;
