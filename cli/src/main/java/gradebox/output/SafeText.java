package gradebox.output;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Make hostile text harmless to read, wherever it is shown: what would steer a terminal, reorder a
 * line or hide in it becomes a visible symbol or an escape as Python writes it.
 *
 * <p>Every function here leaves its own result unchanged when it is applied again, except {@link
 * #html}.
 */
public final class SafeText {

    private static final int CONTROL_PICTURES = 0x2400;

    private SafeText() {}

    /**
     * Return a text in which the only control characters are line feeds and tabs.
     *
     * <p>C0 becomes its picture (ESC is {@code ␛}), C1, bidirectional controls, zero-width and
     * other invisible characters become an escape of their code point, half a surrogate pair
     * becomes {@code �}, and CR LF becomes LF.
     */
    public static String of(String text) {
        var safe = new StringBuilder(text.length());
        text.replace("\r\n", "\n").codePoints().forEach(point -> append(safe, point));
        return safe.toString();
    }

    /**
     * Return a text on one line: {@link #of}, without blank ends, inner line feeds and tabs shown.
     */
    public static String line(String text) {
        return of(text).strip().replace('\n', '␊').replace('\t', '␉');
    }

    /**
     * Return {@link #line}, cut to a number of characters with {@code …} in the last one's place.
     */
    public static String line(String text, int characters) {
        String line = line(text);
        if (line.codePointCount(0, line.length()) <= characters) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, characters - 1)) + "…";
    }

    /** Return a text that HTML shows as it is, in an element or in a quoted attribute. */
    public static String html(String text) {
        return of(text).replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * Return the start of a text that is safe already, whole characters within a number of bytes of
     * UTF-8, and then a line that says how much was cut; or the text, where it fits.
     */
    public static String cut(String text, int bytes) {
        int size = size(text);
        if (size <= bytes) {
            return text;
        }
        String kept = prefix(text, bytes);
        String start = kept.isEmpty() || kept.endsWith("\n") ? kept : kept + "\n";
        return start + "… cut: " + (size - size(kept)) + " more bytes";
    }

    /** Return how many bytes of UTF-8 a text takes. */
    public static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String prefix(String text, int bytes) {
        int left = bytes;
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            left -= point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (left < 0) {
                break;
            }
            end += Character.charCount(point);
        }
        return text.substring(0, end);
    }

    private static void append(StringBuilder safe, int point) {
        if (point == '\n' || point == '\t') {
            safe.append((char) point);
        } else if (point < 0x20) {
            safe.append((char) (CONTROL_PICTURES + point));
        } else if (point == 0x7f) {
            safe.append('␡');
        } else if (Character.getType(point) == Character.SURROGATE) {
            safe.append('�');
        } else if (isUnseen(point)) {
            safe.append(String.format(Locale.ROOT, point > 0xffff ? "\\U%08x" : "\\u%04x", point));
        } else {
            safe.appendCodePoint(point);
        }
    }

    private static boolean isUnseen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default -> isIgnorable(point) || (point & 0xfffe) == 0xfffe;
        };
    }

    /**
     * Tell whether a character is one of those that Unicode calls default ignorable and that no
     * category gives away. U+FE0F and its neighbours stay: they choose between two visible forms.
     */
    private static boolean isIgnorable(int point) {
        return point == 0x34f
                || point == 0x115f
                || point == 0x1160
                || point == 0x17b4
                || point == 0x17b5
                || (point >= 0x180b && point <= 0x180f)
                || (point >= 0x2060 && point <= 0x206f)
                || point == 0x3164
                || point == 0xffa0
                || (point >= 0xfff0 && point <= 0xfff8)
                || (point >= 0xe0000 && point <= 0xe0fff);
    }
}
