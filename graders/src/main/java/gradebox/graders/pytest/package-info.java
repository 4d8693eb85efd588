/**
 * Grade with a suite in Python: {@code type: pytest}.
 *
 * <p>In {@code isolation: separate} the suite runs in a sandbox without any student file, and calls
 * the student's code as {@code from gradebox import student}; the JVM passes the calls on, and
 * records by itself what went wrong with them. In {@code isolation: in-process} an existing suite
 * for pytest, unittest or gradescope-utils imports the submission, in the student's own sandbox:
 * weaker, since one process holds both.
 *
 * <p>A check is a test function; all its parameter sets together are one check. A rubric names it
 * by its function, and where two functions are called the same by {@code Class.function} or {@code
 * file.Class.function}.
 */
@NullMarked
package gradebox.graders.pytest;

import org.jspecify.annotations.NullMarked;
