package gradebox.shell;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Let through to a terminal what a shell and its programs need: text, and of control sequences
 * those that {@link ControlSequence} knows. All others are left out: those that set the clipboard
 * or the title, load fonts or keys, or make the terminal answer, as if somebody had typed.
 *
 * <p>Takes bytes as they come; what begins in one piece may end in the next. Text is UTF-8: what is
 * no UTF-8, and the controls that hide in it (C1, bidirectional ones), become {@code �}.
 */
final class TerminalFilter {
    private static final int ESC = 0x1b;
    private static final int BEL = 0x07;
    private static final int CAN = 0x18;
    private static final int SUB = 0x1a;
    private static final int REPLACEMENT = 0xfffd;

    /**
     * What no terminal string of good will is longer than; text behind it must not be swallowed.
     */
    private static final int LONGEST_STRING = 4096;

    private enum State {
        TEXT,
        ESCAPE,
        SEQUENCE,
        STRING,
        STRING_ESCAPE
    }

    private final Utf8 utf8 = new Utf8();
    private final StringBuilder sequence = new StringBuilder();
    private ByteArrayOutputStream safe = new ByteArrayOutputStream();
    private State state = State.TEXT;
    private int skipped;
    private boolean otherScreen;
    private boolean steered;

    /** Return what of these bytes may be shown. */
    byte[] pass(byte[] bytes) {
        safe = new ByteArrayOutputStream(bytes.length);
        for (byte one : bytes) {
            utf8.feed(one, this::take);
        }
        return safe.toByteArray();
    }

    /** Return what puts a terminal in order again; nothing where nothing passed but text. */
    byte[] reset() {
        if (!steered) {
            return new byte[0];
        }
        String screen = otherScreen ? "\033[?1049l" : "";
        return (screen + ControlSequence.RESET).getBytes(StandardCharsets.US_ASCII);
    }

    private void take(int point) {
        switch (state) {
            case TEXT -> text(point);
            case ESCAPE -> escape(point);
            case SEQUENCE -> sequence(point);
            case STRING -> string(point);
            case STRING_ESCAPE -> stringEscape(point);
        }
    }

    private void text(int point) {
        if (point == ESC) {
            begin();
        } else if (point < 0x20 || point == 0x7f) {
            if (ControlSequence.isPlain(point)) {
                safe.write(point);
            }
        } else {
            show(isHidden(point) ? REPLACEMENT : point);
        }
    }

    private void begin() {
        state = State.ESCAPE;
        sequence.setLength(0);
    }

    private void show(int point) {
        safe.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
    }

    /** C1 controls are ESC sequences in disguise; the others reorder what is read. */
    private static boolean isHidden(int point) {
        return (point >= 0x80 && point < 0xa0)
                || (point >= 0x202a && point <= 0x202e)
                || (point >= 0x2066 && point <= 0x2069);
    }

    private void escape(int point) {
        if (interrupts(point)) {
            return;
        }
        if (sequence.isEmpty() && point == '[') {
            sequence.append('[');
            state = State.SEQUENCE;
        } else if (sequence.isEmpty() && "]P_^X".indexOf(point) >= 0) {
            state = State.STRING;
            skipped = 0;
        } else {
            finishOrGoOn(point, point >= 0x30 && point < 0x7f);
        }
    }

    private void sequence(int point) {
        if (!interrupts(point)) {
            finishOrGoOn(point, point >= 0x40 && point < 0x7f);
        }
    }

    /** A new sequence may begin in the middle of another, which is then void; so do CAN and SUB. */
    private boolean interrupts(int point) {
        if (point == ESC) {
            begin();
        } else if (point == CAN || point == SUB) {
            state = State.TEXT;
        } else if (point < 0x20 || point >= 0x7f) {
            state = State.TEXT; // terminals differ in what they make of this
            text(point);
        } else {
            return false;
        }
        return true;
    }

    private void finishOrGoOn(int point, boolean last) {
        sequence.append((char) point);
        if (last || sequence.length() > ControlSequence.LONGEST) {
            state = State.TEXT;
            finish(sequence.toString());
        }
    }

    private void finish(String whole) {
        if (ControlSequence.isHarmless(whole)) {
            steered = true;
            otherScreen = ControlSequence.isOtherScreen(whole, otherScreen);
            safe.writeBytes(("\033" + whole).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void string(int point) {
        if (point == ESC) {
            state = State.STRING_ESCAPE;
        } else if (point == BEL || point == 0x9c || point == CAN || point == SUB) {
            state = State.TEXT;
        } else if (++skipped > LONGEST_STRING) {
            state = State.TEXT;
        }
    }

    private void stringEscape(int point) {
        state = State.TEXT;
        if (point != '\\') {
            begin();
            take(point);
        }
    }
}
