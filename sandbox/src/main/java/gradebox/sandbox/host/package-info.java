/**
 * What sandboxes without an engine need of the host: slots with a user each, control groups, and
 * the streams of a process of ours.
 */
@NullMarked
package gradebox.sandbox.host;

import org.jspecify.annotations.NullMarked;
