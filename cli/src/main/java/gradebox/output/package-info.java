/**
 * What a run leaves behind: Gradescope's results, grades as CSV, the class as JSON and as a table.
 * Student text passes through {@link gradebox.output.SafeText} before it is written anywhere.
 */
@NullMarked
package gradebox.output;

import org.jspecify.annotations.NullMarked;
