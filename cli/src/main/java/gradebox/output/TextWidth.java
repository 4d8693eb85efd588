package gradebox.output;

import org.jline.utils.WCWidth;

/** Measure and cut text by the columns that it takes on a terminal. */
final class TextWidth {

    /** A character takes few combining marks in any language; more are there to deface a table. */
    private static final int MARKS = 4;

    private TextWidth() {}

    /** Return how many columns a line takes. */
    static int of(String line) {
        return line.codePoints().map(TextWidth::columns).sum();
    }

    /**
     * Return a line that takes at most so many columns, with an ellipsis where some of it is cut.
     */
    static String cut(String line, int columns, String ellipsis) {
        String tame = tame(line);
        if (of(tame) <= columns) {
            return tame;
        }
        var cut = new StringBuilder();
        int left = columns - ellipsis.length();
        for (int point : tame.codePoints().toArray()) {
            left -= columns(point);
            if (left < 0) {
                break;
            }
            cut.appendCodePoint(point);
        }
        return cut.append(ellipsis).toString();
    }

    private static String tame(String line) {
        var tame = new StringBuilder();
        int marks = 0;
        for (int point : line.codePoints().toArray()) {
            marks = columns(point) == 0 ? marks + 1 : 0;
            if (marks <= MARKS) {
                tame.appendCodePoint(point);
            }
        }
        return tame.toString();
    }

    private static int columns(int point) {
        return Math.max(0, WCWidth.wcwidth(point));
    }
}
