package gradebox.assignments;

import java.util.Comparator;
import org.yaml.snakeyaml.error.Mark;

/** Point into a file, as editors do: lines and columns count from 1. */
record Position(int line, int column) implements Comparable<Position> {

    static final Position START = new Position(1, 1);

    static Position of(Mark mark) {
        return new Position(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Find where a code point lies, by its index in the text. */
    static Position ofIndex(String text, int index) {
        int codePoints = text.codePointCount(0, text.length());
        String before = text.substring(0, text.offsetByCodePoints(0, Math.min(index, codePoints)));
        int lineStart = before.lastIndexOf('\n') + 1;
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new Position(line, 1 + before.codePointCount(lineStart, before.length()));
    }

    @Override
    public int compareTo(Position other) {
        return Comparator.comparingInt(Position::line)
                .thenComparingInt(Position::column)
                .compare(this, other);
    }
}
