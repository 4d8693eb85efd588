/**
 * The attack corpus: reads its entries, grades each by the real command line in a process of its
 * own, together with an honest submission that comes after it, and asks the oracle. Each trick that
 * would pay against a weaker grader is also run against one, inside a sandbox, and has to win
 * there. Emits events and never prints.
 */
@NullMarked
package gradebox.redteam;

import org.jspecify.annotations.NullMarked;
