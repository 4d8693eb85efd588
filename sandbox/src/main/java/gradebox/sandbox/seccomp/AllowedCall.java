package gradebox.sandbox.seccomp;

import java.util.OptionalInt;

/**
 * Hold a line of the list.
 *
 * @param name as the kernel's headers write it
 * @param x86 its number on x86-64, or none
 * @param arm its number on aarch64, or none
 * @param why where it was seen, or why it was added
 */
record AllowedCall(String name, OptionalInt x86, OptionalInt arm, String why) {

    OptionalInt number(Cpu cpu) {
        return switch (cpu) {
            case X86_64 -> x86;
            case AARCH64 -> arm;
        };
    }
}
