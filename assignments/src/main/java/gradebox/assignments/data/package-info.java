/** Make and read the data sets of an assignment. */
@NullMarked
package gradebox.assignments.data;

import org.jspecify.annotations.NullMarked;
