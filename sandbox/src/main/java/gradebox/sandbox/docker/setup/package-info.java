/**
 * Prepare a bare machine: packages, a running engine, the image. Only ever at a user's explicit
 * wish, as root, on Debian and its kin.
 */
@NullMarked
package gradebox.sandbox.docker.setup;

import org.jspecify.annotations.NullMarked;
