package gradebox.output;

/**
 * Say what a terminal can show.
 *
 * @param width in columns
 * @param colour whether escape sequences are wanted
 * @param unicode whether more than ASCII can be shown
 */
public record Style(int width, boolean colour, boolean unicode) {

    private static final int NARROWEST = 40;

    public Style {
        width = Math.max(NARROWEST, width);
    }

    /** Return hostile text as one line that this terminal can show. */
    String line(String text) {
        String line = SafeText.line(text);
        return unicode ? line : line.replaceAll("[^\\x20-\\x7e]", "?");
    }

    /** Return a line that takes at most so many columns. */
    String cut(String line, int columns) {
        return TextWidth.cut(line, columns, either("…", "..."));
    }

    /** Return one of two ways to write the same. */
    String either(String inUnicode, String inAscii) {
        return unicode ? inUnicode : inAscii;
    }

    String paint(Colour colour, String text) {
        return this.colour && colour != Colour.NONE && !text.isEmpty()
                ? "\033[" + colour.code + "m" + text + "\033[0m"
                : text;
    }

    /** Name what colours are used for. */
    enum Colour {
        NONE(0),
        BOLD(1),
        FAINT(2),
        RED(31),
        GREEN(32),
        YELLOW(33),
        MAGENTA(35);

        private final int code;

        Colour(int code) {
            this.code = code;
        }
    }
}
