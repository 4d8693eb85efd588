package gradebox.export;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * Hold the gradebook that Canvas exports: its columns say who is enrolled, and a file with the same
 * columns is what it takes back.
 *
 * @param file where it was read from
 * @param header the names of its columns
 * @param rows all others, as many cells each as the header has
 */
record Gradebook(Path file, List<String> header, List<List<String>> rows) {
    private static final long MOST_BYTES = 32 << 20;
    private static final List<String> IDENTITY =
            List.of(
                    "student",
                    "id",
                    "sis user id",
                    "sis login id",
                    "integration id",
                    "root account",
                    "section");

    /**
     * Read one.
     *
     * @throws ExportException if it is none; names the file
     */
    static Gradebook read(Path file) throws ExportException, IOException {
        if (!Files.isRegularFile(file)) {
            throw new ExportException(
                    file + ": there is no such file; in Canvas: Grades, Export, Entire Gradebook");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new ExportException(file + ": is too large for a gradebook");
        }
        var rows = parse(file);
        if (rows.isEmpty() || column(rows.getFirst(), "id").isEmpty()) {
            throw new ExportException(
                    file + ": has no column \"ID\": give the CSV file that Canvas exports");
        }
        var header = rows.getFirst();
        var cells = rows.stream().skip(1).map(row -> filled(row, header.size())).toList();
        return new Gradebook(file, header, cells);
    }

    private static List<List<String>> parse(Path file) throws ExportException, IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        var reader = new StringReader(text.startsWith("\ufeff") ? text.substring(1) : text);
        try (var parser = CSVParser.parse(reader, CSVFormat.DEFAULT)) {
            return parser.stream().map(row -> List.copyOf(row.toList())).toList();
        } catch (UncheckedIOException e) {
            throw new ExportException(file + ": is no CSV file: " + e.getMessage());
        }
    }

    private static List<String> filled(List<String> row, int cells) {
        var filled = new ArrayList<>(row.subList(0, Math.min(cells, row.size())));
        while (filled.size() < cells) {
            filled.add("");
        }
        return List.copyOf(filled);
    }

    private static OptionalInt column(List<String> header, String name) {
        for (int i = 0; i < header.size(); i++) {
            if (header.get(i).strip().toLowerCase(Locale.ROOT).equals(name)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** Return a row's cell by its column's name; the empty string where there is no such column. */
    String cell(List<String> row, String name) {
        var column = column(header, name);
        return column.isPresent() ? row.get(column.getAsInt()).strip() : "";
    }

    /** Return which columns say who somebody is: those, and the one with grades, go back. */
    List<Integer> identity() {
        return IDENTITY.stream()
                .map(name -> column(header, name))
                .filter(OptionalInt::isPresent)
                .map(OptionalInt::getAsInt)
                .toList();
    }

    /**
     * Find the column of an assignment, which Canvas calls {@code Homework 1 (12345)}.
     *
     * @param wanted its whole name, or without the number
     * @throws ExportException if there are several
     */
    OptionalInt assignment(String wanted) throws ExportException {
        var found =
                IntStream.range(0, header.size())
                        .filter(i -> isCalled(header.get(i), wanted))
                        .toArray();
        if (found.length > 1) {
            throw new ExportException(
                    "%s: has %d columns called %s: give --column its whole name, number included"
                            .formatted(file, found.length, wanted));
        }
        return found.length == 0 ? OptionalInt.empty() : OptionalInt.of(found[0]);
    }

    private static boolean isCalled(String column, String wanted) {
        var name = column.strip();
        return name.equals(wanted.strip())
                || name.replaceFirst(" \\(\\d{1,18}\\)$", "").equals(wanted.strip());
    }

    /** Tell whether a row is a student's: Canvas puts lines of its own between. */
    boolean isStudent(List<String> row) {
        return cell(row, "id").matches("\\d{1,18}");
    }
}
