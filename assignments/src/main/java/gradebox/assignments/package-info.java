/**
 * What an assignment is: {@code assignment.yaml} read into one immutable type, and the catalogue of
 * those that ship.
 */
@NullMarked
package gradebox.assignments;

import org.jspecify.annotations.NullMarked;
