package gradebox.redteam.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;

/** Expect {@code grades.csv} to be a table in which a spreadsheet finds no formula. */
final class TableRule implements Rule {
    /** What starts a formula; LibreOffice and Excel look past blanks and take full-width signs. */
    private static final Pattern FORMULA = Pattern.compile("(?U)^[\\t\\r]|^\\s*[=+@＝＋－＠-]");

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+)?");

    @Override
    public String name() {
        return "table";
    }

    @Override
    public List<String> broken(Evidence evidence) throws IOException {
        var broken = new ArrayList<String>();
        var file = evidence.folders().out().resolve("grades.csv");
        try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                var parser = CSVFormat.DEFAULT.parse(reader)) {
            int columns = -1;
            for (var row : parser) {
                columns = columns < 0 ? row.size() : columns;
                if (row.size() != columns) {
                    broken.add("a row has %d cells, the header %d".formatted(row.size(), columns));
                }
                row.stream()
                        .filter(cell -> FORMULA.matcher(cell).find())
                        .filter(cell -> !NUMBER.matcher(cell).matches())
                        .forEach(cell -> broken.add("a cell is a formula: " + cell));
            }
        }
        return broken;
    }
}
