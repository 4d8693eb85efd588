/**
 * Runs programs as plain local processes behind the sandbox's contract. Nothing is isolated: for
 * students who check their own work, and for tests; never for grading.
 */
@NullMarked
package gradebox.sandbox.local;

import org.jspecify.annotations.NullMarked;
