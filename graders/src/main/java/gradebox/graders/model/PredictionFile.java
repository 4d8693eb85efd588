package gradebox.graders.model;

import gradebox.sandbox.call.Npy;
import gradebox.sandbox.call.Npz;
import gradebox.sandbox.call.ProtocolException;
import gradebox.sandbox.call.Value;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Read predictions out of a file that a student's program wrote: {@code .npy}, {@code .npz} with
 * one array or one called {@code predictions}, {@code .csv}.
 */
final class PredictionFile {
    private static final int MOST_COLUMNS = 10_000;

    private PredictionFile() {}

    static Value.Array read(String name, byte[] bytes, int mostBytes) throws InvalidPredictions {
        try {
            if (name.endsWith(".npy")) {
                return Npy.read(bytes);
            }
            return name.endsWith(".npz")
                    ? fromNpz(name, bytes, mostBytes)
                    : fromCsv(name, bytes, mostBytes);
        } catch (ProtocolException e) {
            throw new InvalidPredictions(name + " cannot be read: it is " + e.getMessage() + ".");
        }
    }

    private static Value.Array fromNpz(String name, byte[] bytes, int mostBytes)
            throws ProtocolException, InvalidPredictions {
        var arrays = Npz.read(bytes, mostBytes);
        var named = arrays.get("predictions");
        if (named != null) {
            return named;
        }
        if (arrays.size() == 1) {
            return arrays.values().iterator().next();
        }
        throw new InvalidPredictions(name + " should hold an array called predictions.");
    }

    /**
     * Read rows of numbers; a first row that is no numbers is a header. One column gives a vector.
     */
    private static Value.Array fromCsv(String name, byte[] bytes, int mostBytes)
            throws InvalidPredictions {
        var all = new double[0];
        int used = 0;
        long rows = 0;
        int columns = 0;
        int line = 0;
        var lines = withoutMark(new String(bytes, StandardCharsets.UTF_8)).lines().iterator();
        while (lines.hasNext()) {
            String text = lines.next();
            line++;
            if (text.isBlank()) {
                continue;
            }
            var row = numbers(text);
            if (row.length == 0 && rows == 0 && columns == 0) {
                columns = -1; // a header, and no other may follow
                continue;
            }
            if (row.length == 0) {
                throw new InvalidPredictions(name + ", row " + line + ": not a row of numbers.");
            }
            if (row.length > MOST_COLUMNS || (rows > 0 && row.length != columns)) {
                throw uneven(name);
            }
            columns = row.length;
            rows++;
            if (8L * rows * columns > mostBytes) {
                throw new InvalidPredictions(
                        name + " should hold at most " + mostBytes / 8 + " numbers.");
            }
            if (used + columns > all.length) {
                all = Arrays.copyOf(all, Math.min(mostBytes / 8, 2 * (used + columns)));
            }
            System.arraycopy(row, 0, all, used, columns);
            used += columns;
        }
        if (rows == 0) {
            throw uneven(name);
        }
        var shape = columns == 1 ? List.of(rows) : List.of(rows, (long) columns);
        return Value.Array.ofDoubles(shape, Arrays.copyOf(all, used));
    }

    private static InvalidPredictions uneven(String name) {
        return new InvalidPredictions(name + " should hold rows of equally many numbers.");
    }

    private static String withoutMark(String text) {
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** Return the numbers of a line; none where it holds anything else. */
    private static double[] numbers(String line) {
        var cells = line.split(",", MOST_COLUMNS + 1);
        var numbers = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            if (i == MOST_COLUMNS) {
                return numbers; // too many already, whatever else there is
            }
            String cell = cells[i].strip();
            if (cell.length() > 40) {
                return new double[0];
            }
            try {
                numbers[i] = Double.parseDouble(cell);
            } catch (NumberFormatException e) {
                return new double[0];
            }
        }
        return numbers;
    }
}
