/**
 * Call student code without letting it hold the test: a process in the student's sandbox imports
 * the submission and answers requests, one at a time, in values.
 *
 * <p>Nothing that comes from there is believed but as a value: bytes are parsed strictly and under
 * caps, and no fact that earns points (a time, a count, "no gradient was used") is ever read from a
 * frame.
 */
@NullMarked
package gradebox.sandbox.call;

import org.jspecify.annotations.NullMarked;
