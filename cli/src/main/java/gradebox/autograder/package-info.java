/** Packs an assignment for Gradescope's own container, and runs it there. */
@NullMarked
package gradebox.autograder;

import org.jspecify.annotations.NullMarked;
