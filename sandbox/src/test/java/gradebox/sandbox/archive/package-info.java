@NullMarked
package gradebox.sandbox.archive;

import org.jspecify.annotations.NullMarked;
