/**
 * One class's run: what is graded when, what is tried again, what need not be graded twice, and how
 * points come of results. Emits events and never prints.
 */
@NullMarked
package gradebox.run;

import org.jspecify.annotations.NullMarked;
