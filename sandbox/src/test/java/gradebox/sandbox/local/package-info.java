@NullMarked
package gradebox.sandbox.local;

import org.jspecify.annotations.NullMarked;
