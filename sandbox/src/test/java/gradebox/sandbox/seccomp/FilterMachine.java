package gradebox.sandbox.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Run a filter's program as the kernel would, and refuse what the kernel would refuse to load. */
final class FilterMachine {
    static final int ALLOWED = 0x7fff0000;
    static final int KILLED = 0x80000000;
    static final int NO_SUCH_CALL = 0x00050000 | 38;
    static final int NOT_PERMITTED = 0x00050000 | 1;

    private static final int KERNEL_LIMIT = 4096;
    private static final int DATA_BYTES = 64;

    private final ByteBuffer program;
    private final int length;

    FilterMachine(byte[] bytes) {
        this.program = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.length = bytes.length / 8;
        if (bytes.length % 8 != 0 || length > KERNEL_LIMIT) {
            throw new IllegalArgumentException("the kernel takes no such program");
        }
    }

    int length() {
        return length;
    }

    /** Return what becomes of a call. */
    int run(int processor, int number, long... arguments) {
        var data = ByteBuffer.allocate(DATA_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.putInt(number).putInt(processor).putLong(0x7f0000001234L);
        for (long argument : arguments) {
            data.putLong(argument);
        }
        int accumulator = 0;
        for (int at = 0; at < length; at++) {
            int code = program.getShort(8 * at);
            int yes = program.get(8 * at + 2) & 0xff;
            int no = program.get(8 * at + 3) & 0xff;
            int constant = program.getInt(8 * at + 4);
            switch (code) {
                case 0x20 -> accumulator = data.getInt(aligned(constant));
                case 0x54 -> accumulator &= constant;
                case 0x05 -> at += constant;
                case 0x15 -> at += accumulator == constant ? yes : no;
                case 0x35 -> at += Integer.compareUnsigned(accumulator, constant) >= 0 ? yes : no;
                case 0x06 -> {
                    return constant;
                }
                default -> throw new IllegalStateException("no such instruction: " + code);
            }
        }
        throw new IllegalStateException("the program ran over its end");
    }

    private static int aligned(int offset) {
        if (offset % 4 != 0) {
            throw new IllegalStateException("the kernel loads whole words only");
        }
        return offset;
    }
}
