package gradebox.sandbox.seccomp;

/**
 * Ask of one argument whether its bits under a mask have a value. Only the lower 32 bits are looked
 * at: every argument that is asked for is an {@code int} to the kernel, which drops the rest, so
 * that a test of all 64 could be passed by with rubbish in the upper ones.
 *
 * @param index of the argument, from 0
 */
record ArgumentTest(int index, int mask, int value) {

    ArgumentTest {
        if ((value & ~mask) != 0) {
            throw new IllegalArgumentException("no argument has bits outside of the mask");
        }
    }

    static ArgumentTest equal(int index, int value) {
        return new ArgumentTest(index, -1, value);
    }

    /** Tell whether all bits are looked at. */
    boolean whole() {
        return mask == -1;
    }
}
