/**
 * Uploads students' submissions to Gradescope by the route that its own clients use, for want of a
 * documented one: whose each is, what is sent, how often it is tried, and what was accepted.
 */
@NullMarked
package gradebox.upload;

import org.jspecify.annotations.NullMarked;
