@NullMarked
package gradebox.autograder;

import org.jspecify.annotations.NullMarked;
