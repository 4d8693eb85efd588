package gradebox.graders.model;

import gradebox.sandbox.call.Npy;
import gradebox.sandbox.call.Npz;
import gradebox.sandbox.call.ProtocolException;
import gradebox.sandbox.call.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
            return name.endsWith(".npz") ? fromNpz(name, bytes, mostBytes) : fromCsv(name, bytes);
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
    private static Value.Array fromCsv(String name, byte[] bytes) throws InvalidPredictions {
        var rows = new ArrayList<double[]>();
        var lines =
                new String(bytes, StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList();
        for (int i = 0; i < lines.size(); i++) {
            try {
                rows.add(numbers(lines.get(i)));
            } catch (NumberFormatException e) {
                if (i > 0) {
                    throw new InvalidPredictions(
                            name + ", row " + (i + 1) + ": not a row of numbers.");
                }
            }
        }
        int columns = rows.isEmpty() ? 0 : rows.getFirst().length;
        if (columns == 0
                || columns > MOST_COLUMNS
                || rows.stream().anyMatch(row -> row.length != columns)) {
            throw new InvalidPredictions(name + " should hold rows of equally many numbers.");
        }
        double[] all = rows.stream().flatMapToDouble(java.util.Arrays::stream).toArray();
        var shape =
                columns == 1
                        ? List.of((long) rows.size())
                        : List.of((long) rows.size(), (long) columns);
        return Value.Array.ofDoubles(shape, all);
    }

    private static double[] numbers(String line) {
        var cells = line.split(",", -1);
        var numbers = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i].strip();
            if (cell.length() > 40) {
                throw new NumberFormatException(cell);
            }
            numbers[i] = Double.parseDouble(cell);
        }
        return numbers;
    }
}
