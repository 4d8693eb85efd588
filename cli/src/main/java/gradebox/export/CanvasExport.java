package gradebox.export;

import gradebox.grading.ClassReport;
import gradebox.grading.SubmissionReport;
import gradebox.output.Cells;
import gradebox.output.Points;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Write what Canvas's gradebook imports (Quercus is a Canvas): the gradebook that it exported,
 * without other assignments' columns, with one column of scores. An empty cell changes nothing
 * there.
 */
final class CanvasExport {
    private static final String POINTS = "Points Possible";

    private final Gradebook book;
    private final ClassReport run;
    private final String title;
    private final OptionalInt column;
    private final List<String> notes = new ArrayList<>();

    /**
     * @param wanted the assignment's name in Canvas; the run's own title, if empty
     */
    CanvasExport(Gradebook book, ClassReport run, String wanted) throws ExportException {
        this.book = book;
        this.run = run;
        String name = wanted.isBlank() ? run.title() : wanted;
        this.column = book.assignment(name);
        this.title = column.isPresent() ? book.header().get(column.getAsInt()) : name;
        if (column.isEmpty()) {
            notes.add(
                    "the gradebook has no assignment %s: Canvas will ask whether to make one (--column names another)"
                            .formatted(name));
        }
    }

    Exported export() throws ExportException {
        var matches = new Matches(Grade.of(run));
        var cells = new Cells().row(line(book.header(), title));
        int graded = 0;
        for (var row : book.rows()) {
            if (book.isStudent(row)) {
                var grade = matches.of(book, row);
                graded += grade.filter(g -> g.report().score().isPresent()).isPresent() ? 1 : 0;
                cells.row(line(row, grade.map(Grade::score).orElse("")));
            } else if (book.cell(row, "student").startsWith(POINTS)) {
                cells.row(line(row, points(row)));
            }
        }
        for (var grade : matches.left()) {
            notes.add(grade.whose() + " is not in " + book.file() + ": left out");
        }
        return new Exported(cells.bytes(), graded, notes);
    }

    private List<String> line(List<String> row, String last) {
        var line = new ArrayList<String>();
        for (int i : book.identity()) {
            line.add(Cells.text(row.get(i)));
        }
        line.add(Cells.text(last));
        return line;
    }

    /**
     * Canvas takes points from a column that it makes; in one that it has they stay as they are.
     */
    private String points(List<String> row) {
        var ours = run.reports().stream().map(SubmissionReport::points).findFirst();
        String own = ours.map(Points::text).orElse("");
        if (column.isEmpty()) {
            return own;
        }
        String theirs = row.get(column.getAsInt()).strip();
        if (ours.isPresent()
                && theirs.matches("\\d{1,9}(\\.\\d{1,9})?")
                && new BigDecimal(theirs).compareTo(ours.get()) != 0) {
            notes.add("%s counts %s points in Canvas, and %s here".formatted(title, theirs, own));
        }
        return theirs;
    }
}
