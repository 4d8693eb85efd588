/** The commands: options, conversion, and one call each; {@code Main} wires them. */
@NullMarked
package gradebox.cli;

import org.jspecify.annotations.NullMarked;
