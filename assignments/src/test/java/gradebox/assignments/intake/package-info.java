@NullMarked
package gradebox.assignments.intake;

import org.jspecify.annotations.NullMarked;
