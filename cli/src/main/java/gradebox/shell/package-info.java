/**
 * Opens a shell in a sandbox, as grading has it, with a submission in it. What runs there is
 * hostile as ever: a terminal is shown only those of its control sequences that a shell needs.
 */
@NullMarked
package gradebox.shell;

import org.jspecify.annotations.NullMarked;
