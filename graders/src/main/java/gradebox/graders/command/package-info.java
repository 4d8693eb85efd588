/** Grade a program by what it prints and how it exits: {@code type: command}. */
@NullMarked
package gradebox.graders.command;

import org.jspecify.annotations.NullMarked;
