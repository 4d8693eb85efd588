package gradebox.output;

import java.util.List;

/**
 * Hold one column of a table, its text safe already.
 *
 * @param name what the layout calls it by
 * @param header shown on top
 * @param isNumber aligned to the right
 * @param cells one a row, each of spans; only a cell of one span can be cut
 * @param most the columns of the terminal that it may take
 */
record Column(Name name, String header, boolean isNumber, List<List<Span>> cells, int most) {

    /** Name the columns of a class's table. */
    enum Name {
        ID,
        PEOPLE,
        SCORE,
        CHECKS,
        METRIC,
        TIME,
        REMARKS
    }

    Column {
        cells = List.copyOf(cells);
    }

    Column(Name name, String header, boolean isNumber, List<List<Span>> cells) {
        this(name, header, isNumber, cells, Integer.MAX_VALUE);
    }

    Column atMost(int columns) {
        return new Column(name, header, isNumber, cells, Math.min(most, columns));
    }

    int width() {
        int widest = cells.stream().mapToInt(Column::width).max().orElse(0);
        return Math.min(most, Math.max(widest, TextWidth.of(header)));
    }

    String header(Style style) {
        return pad(List.of(new Span(header, Style.Colour.BOLD)), style);
    }

    String cell(int row, Style style) {
        return pad(cells.get(row), style);
    }

    private String pad(List<Span> spans, Style style) {
        List<Span> shown =
                spans.size() == 1 ? List.of(cut(spans.getFirst(), width(), style)) : spans;
        var text = new StringBuilder();
        shown.forEach(span -> text.append(style.paint(span.colour(), span.text())));
        String space = " ".repeat(Math.max(0, width() - width(shown)));
        return isNumber ? space + text : text + space;
    }

    private static Span cut(Span span, int width, Style style) {
        return new Span(style.cut(span.text(), width), span.colour());
    }

    private static int width(List<Span> spans) {
        return spans.stream().mapToInt(span -> TextWidth.of(span.text())).sum();
    }
}
