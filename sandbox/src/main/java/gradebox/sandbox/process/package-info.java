/**
 * Sandboxes for containers that grant no name spaces: a user of its own for each, no privileges,
 * limits, Landlock and a filter of system calls. What that cannot give is said.
 */
@NullMarked
package gradebox.sandbox.process;

import org.jspecify.annotations.NullMarked;
