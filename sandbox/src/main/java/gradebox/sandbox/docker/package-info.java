/**
 * Sandboxes on a Docker engine of this machine, and the images that they are made of.
 *
 * <p>Containers are made and removed through docker-java. A container's streams are not: its client
 * hands every full frame the same array, and a reader that stops reading makes the engine hang, so
 * {@link gradebox.sandbox.docker.AttachStream} speaks to the engine's socket itself and drains it
 * at all times.
 */
@NullMarked
package gradebox.sandbox.docker;

import org.jspecify.annotations.NullMarked;
