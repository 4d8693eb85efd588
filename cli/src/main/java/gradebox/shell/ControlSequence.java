package gradebox.shell;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tell which control sequences a terminal may be sent: colours, movements of the cursor, erasing,
 * scrolling, and the modes that a line editor, a pager and an editor switch. None of them makes a
 * terminal answer, and none outlives {@link #RESET}.
 */
final class ControlSequence {
    /** The longest that may pass, without ESC. */
    static final int LONGEST = 64;

    /**
     * Undoes all that may pass: colours, scrolling region (which moves the cursor, hence saved),
     * character set, insert mode, keys, wrapping, cursor, bracketed paste.
     */
    static final String RESET =
            "\033[0m\0337\033[?6l\033[r\0338\033(B\033[4l\033>\033[?1l\033[?7h\033[?25h\033[?2004l";

    /**
     * Moves the cursor, erases (but not what has scrolled away, however the 3 is written, and some
     * terminals take each of two numbers), inserts, deletes, scrolls.
     */
    private static final Pattern PLAIN =
            Pattern.compile(
                    "(?!\\[(\\d*;)?0*3(;\\d*)?J)\\[(\\d{1,4}(;\\d{1,4})?)?[ABCDEFGHIJKLMPSXZ@`abdefgrsu]");

    private static final Pattern COLOURS = Pattern.compile("\\[[0-9;:]*m");

    private static final Pattern INSERT_MODE = Pattern.compile("\\[4[hl]");

    /** Modes: keys, origin, wrapping, blinking, cursor, other screen, bracketed paste. */
    private static final Pattern MODES =
            Pattern.compile("\\[\\?(1|6|7|12|25|47|1047|1048|1049|2004)[hl]");

    private static final Pattern OTHER_SCREEN = Pattern.compile("\\[\\?(47|1047|1049)([hl])");

    /** Saves the cursor, scrolls by a line, sets a tab, chooses keys; ASCII, or lines to draw. */
    private static final Set<String> SHORT =
            Set.of("7", "8", "D", "E", "M", "H", "=", ">", "(B", "(0");

    private ControlSequence() {}

    /** Tell whether a control character moves the cursor, or rings. */
    static boolean isPlain(int control) {
        return control >= 0x07 && control <= 0x0d;
    }

    /**
     * Tell whether a sequence may pass.
     *
     * @param sequence without its ESC, whole
     */
    static boolean isHarmless(String sequence) {
        return sequence.length() <= LONGEST
                && (SHORT.contains(sequence)
                        || PLAIN.matcher(sequence).matches()
                        || COLOURS.matcher(sequence).matches()
                        || INSERT_MODE.matcher(sequence).matches()
                        || MODES.matcher(sequence).matches());
    }

    /** Return whether the other screen is shown once a sequence has passed. */
    static boolean isOtherScreen(String sequence, boolean before) {
        var screen = OTHER_SCREEN.matcher(sequence);
        return screen.matches() ? screen.group(2).equals("h") : before;
    }
}
