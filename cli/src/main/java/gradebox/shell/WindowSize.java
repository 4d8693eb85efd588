package gradebox.shell;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Say how large a terminal's window is.
 *
 * @param rows at most 65535; 0 where there is no window
 * @param columns likewise
 */
record WindowSize(int rows, int columns) {
    static final WindowSize NONE = new WindowSize(0, 0);

    private static final WindowSize USUAL = new WindowSize(24, 80);
    private static final Pattern STTY = Pattern.compile("(\\d{1,5}) (\\d{1,5})");
    private static final int MOST = 0xffff;

    boolean isNone() {
        return rows == 0;
    }

    /** Read what {@code stty size} prints; a terminal that does not know its size has the usual. */
    static Optional<WindowSize> parse(String line) {
        var size = STTY.matcher(line.strip());
        if (!size.matches()) {
            return Optional.empty();
        }
        int rows = Integer.parseInt(size.group(1));
        int columns = Integer.parseInt(size.group(2));
        return Optional.of(
                rows == 0 || columns == 0 || rows > MOST || columns > MOST
                        ? USUAL
                        : new WindowSize(rows, columns));
    }
}
