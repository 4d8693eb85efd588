/**
 * Look at a machine for what sandboxes rest on, and say of each thing whether it is well and what
 * to do where it is not.
 */
@NullMarked
package gradebox.doctor;

import org.jspecify.annotations.NullMarked;
