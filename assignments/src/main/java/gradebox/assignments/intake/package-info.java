/**
 * Turns what staff have on their disk, exports of Gradescope and Canvas, folders and archives, into
 * submissions: whose they are, which attempt counts, and a snapshot of their files.
 */
@NullMarked
package gradebox.assignments.intake;

import org.jspecify.annotations.NullMarked;
