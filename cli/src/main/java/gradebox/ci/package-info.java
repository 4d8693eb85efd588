/**
 * Tells a continuous-integration service of a run: what anybody who reads its log may see, hidden
 * checks left out.
 */
@NullMarked
package gradebox.ci;

import org.jspecify.annotations.NullMarked;
