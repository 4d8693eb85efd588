package gradebox.output;

import gradebox.grading.Outcome;
import gradebox.grading.SubmissionReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;

/**
 * Write rows of CSV that a spreadsheet takes for what they are: text that it would take for a
 * formula gets an apostrophe in front, and nothing in it steers a terminal.
 */
public final class Cells {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

    /** What starts a formula, in its full-width forms too. */
    private static final Pattern FORMULA = Pattern.compile("(?U)\\t|\\s*[=+@＝＋－＠-]");

    private final StringBuilder csv = new StringBuilder();

    /** Add a row of cells that {@link #text}, {@link #points} or {@link Points#text} has made. */
    public Cells row(List<String> cells) {
        try {
            FORMAT.printRecord(csv, cells.toArray());
        } catch (IOException e) {
            throw new UncheckedIOException("a StringBuilder takes everything", e);
        }
        return this;
    }

    /** Return all rows, in UTF-8. */
    public byte[] bytes() {
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Return a cell with anybody's text. */
    public static String text(String text) {
        String safe = SafeText.of(text);
        return FORMULA.matcher(safe).lookingAt() ? "'" + safe : safe;
    }

    /** Return a cell with what a check earned; empty where there is no verdict. */
    public static String points(SubmissionReport report, String check) {
        return report.lines().stream()
                .filter(line -> line.check().id().equals(check))
                .filter(line -> !(line.outcome() instanceof Outcome.Errored))
                .map(line -> Points.text(line.score()))
                .findFirst()
                .orElse("");
    }
}
