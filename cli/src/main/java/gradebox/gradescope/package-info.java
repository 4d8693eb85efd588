/** Checks and mends results in Gradescope's format, whoever wrote them. */
@NullMarked
package gradebox.gradescope;

import org.jspecify.annotations.NullMarked;
