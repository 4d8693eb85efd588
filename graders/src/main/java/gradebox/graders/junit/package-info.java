/**
 * Grade with a JUnit Jupiter suite that an instructor wrote in Java: {@code type: junit}.
 *
 * <p>What a suite uses is {@link gradebox.graders.junit.Student}, {@link
 * gradebox.graders.junit.Reply}, {@link gradebox.graders.junit.StudentObject}, {@link
 * gradebox.graders.junit.ArrayReply} and {@link gradebox.graders.junit.Inputs}. A test method takes
 * those of them that it needs, and a DJL {@code NDManager}, as parameters.
 */
@NullMarked
package gradebox.graders.junit;

import org.jspecify.annotations.NullMarked;
