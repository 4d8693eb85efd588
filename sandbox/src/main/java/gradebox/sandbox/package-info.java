/** The isolation contract: what a sandbox is asked for, what runs in it, and how it ended. */
@NullMarked
package gradebox.sandbox;

import org.jspecify.annotations.NullMarked;
