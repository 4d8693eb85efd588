/**
 * The oracle of the attack corpus: what must hold after every graded attack, one small rule a
 * class. A rule reads what a run of gradebox left behind and says what is broken.
 */
@NullMarked
package gradebox.redteam.oracle;

import org.jspecify.annotations.NullMarked;
