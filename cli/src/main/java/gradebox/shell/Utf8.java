package gradebox.shell;

import java.util.function.IntConsumer;

/** Read UTF-8 byte by byte, strictly: whatever is none becomes U+FFFD, a byte at a time. */
final class Utf8 {
    private static final int REPLACEMENT = 0xfffd;

    private int point;
    private int missing;
    private int least;

    /** Take a byte, and hand over each character that is known now. */
    void feed(byte one, IntConsumer characters) {
        int value = one & 0xff;
        if (missing > 0) {
            if ((value & 0xc0) == 0x80) {
                more(value, characters);
                return;
            }
            missing = 0;
            characters.accept(REPLACEMENT);
        }
        if (value < 0x80) {
            characters.accept(value);
        } else if (value >= 0xc2 && value < 0xe0) {
            begin(value & 0x1f, 1, 0x80);
        } else if (value >= 0xe0 && value < 0xf0) {
            begin(value & 0x0f, 2, 0x800);
        } else if (value >= 0xf0 && value < 0xf5) {
            begin(value & 0x07, 3, 0x10000);
        } else {
            characters.accept(REPLACEMENT);
        }
    }

    private void begin(int bits, int following, int smallest) {
        point = bits;
        missing = following;
        least = smallest;
    }

    private void more(int value, IntConsumer characters) {
        point = point << 6 | (value & 0x3f);
        if (--missing == 0) {
            boolean valid =
                    point >= least
                            && point <= Character.MAX_CODE_POINT
                            && (point < 0xd800 || point > 0xdfff);
            characters.accept(valid ? point : REPLACEMENT);
        }
    }
}
