/**
 * Sandboxes made by bubblewrap, where no engine runs. As root each sandbox has a user id of its own
 * from a pool, never root's; an ordinary user's sandboxes have that user's.
 */
@NullMarked
package gradebox.sandbox.bubblewrap;

import org.jspecify.annotations.NullMarked;
