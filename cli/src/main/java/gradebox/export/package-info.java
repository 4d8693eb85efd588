/** Takes a graded run to a gradebook: to Canvas, Moodle, Gradescope, or a spreadsheet. */
@NullMarked
package gradebox.export;

import org.jspecify.annotations.NullMarked;
