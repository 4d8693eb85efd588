package gradebox.output;

import gradebox.output.Column.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Fit a table into a terminal: give up what is worth least, one thing after another, until it fits.
 *
 * @param columns those that are left; where remarks have no column, they go below their rows
 */
record Layout(List<Column> columns) {

    /** The blanks between two columns. */
    static final int GAP = 2;

    private static final int REMARKS = 36;
    private static final int NAMES = 12;
    private static final int SHORTEST = 9;

    Layout {
        columns = List.copyOf(columns);
    }

    /**
     * Fit columns.
     *
     * @param all in their order
     * @param counts the checks in fewer columns, where one mark for each takes too many
     */
    static Layout fit(List<Column> all, Column counts, int width) {
        List<Column> beside =
                concede(
                        all,
                        width,
                        List.of(
                                columns -> shrink(columns, Name.PEOPLE, NAMES, width),
                                columns -> shrink(columns, Name.REMARKS, REMARKS, width)));
        return new Layout(
                width(beside) <= width ? beside : below(drop(all, Name.REMARKS), counts, width));
    }

    private static List<Column> below(List<Column> all, Column counts, int width) {
        return concede(
                all,
                width,
                List.of(
                        columns -> shrink(columns, Name.PEOPLE, NAMES, width),
                        columns -> shrink(columns, Name.ID, NAMES, width),
                        columns -> replace(columns, counts),
                        columns -> drop(columns, Name.METRIC),
                        columns -> shrink(columns, Name.PEOPLE, SHORTEST, width),
                        columns -> drop(columns, Name.PEOPLE),
                        columns -> drop(columns, Name.TIME),
                        columns -> shrink(columns, Name.ID, SHORTEST, width)));
    }

    private static List<Column> concede(
            List<Column> all, int width, List<UnaryOperator<List<Column>>> concessions) {
        List<Column> columns = all;
        for (var concession : concessions) {
            if (width(columns) <= width) {
                break;
            }
            columns = concession.apply(columns);
        }
        return columns;
    }

    boolean has(Name name) {
        return columns.stream().anyMatch(column -> column.name() == name);
    }

    int width() {
        return width(columns);
    }

    private static int width(List<Column> columns) {
        return columns.stream().mapToInt(Column::width).sum() + GAP * (columns.size() - 1);
    }

    private static List<Column> shrink(List<Column> columns, Name name, int floor, int width) {
        int excess = width(columns) - width;
        var shrunk = new ArrayList<Column>();
        for (Column column : columns) {
            boolean isMeant = column.name() == name && column.width() > floor;
            shrunk.add(isMeant ? column.atMost(Math.max(floor, column.width() - excess)) : column);
        }
        return shrunk;
    }

    private static List<Column> drop(List<Column> columns, Name name) {
        return columns.stream().filter(column -> column.name() != name).toList();
    }

    private static List<Column> replace(List<Column> columns, Column other) {
        return columns.stream().map(column -> narrower(column, other)).toList();
    }

    private static Column narrower(Column column, Column other) {
        return column.name() == other.name() && other.width() < column.width() ? other : column;
    }
}
