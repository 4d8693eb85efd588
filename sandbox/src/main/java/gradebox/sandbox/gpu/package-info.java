/**
 * Find the machine's GPUs, give each to one submission at a time, and look after them in between:
 * what ran on a device must have left it before the next one gets it.
 */
@NullMarked
package gradebox.sandbox.gpu;

import org.jspecify.annotations.NullMarked;
