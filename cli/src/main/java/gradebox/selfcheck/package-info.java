/** Makes what students may have of an assignment: its visible checks, with data to practise on. */
@NullMarked
package gradebox.selfcheck;

import org.jspecify.annotations.NullMarked;
