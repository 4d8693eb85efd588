@NullMarked
package gradebox.sandbox.gpu;

import org.jspecify.annotations.NullMarked;
