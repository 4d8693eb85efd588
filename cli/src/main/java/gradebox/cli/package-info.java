/** The command line: options, the wiring of a run, and what is said on the terminal meanwhile. */
@NullMarked
package gradebox.cli;

import org.jspecify.annotations.NullMarked;
