package gradebox.export;

import gradebox.grading.ClassReport;
import gradebox.output.Cells;
import gradebox.output.GradesCsv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Export a run.
 *
 * @param format where to
 * @param roster the gradebook that Canvas exported; needed for Canvas only
 * @param column what the assignment is called there; empty for the run's own title
 * @param anonymous whether nobody may be told by it
 */
public record Export(Format format, @Nullable Path roster, String column, boolean anonymous) {

    /**
     * Make the file.
     *
     * @throws ExportException if it cannot be made of this run; says what to do
     */
    public Exported of(ClassReport run) throws ExportException, IOException {
        if (anonymous && format != Format.CSV) {
            throw new ExportException("--anonymous goes with --to csv: a gradebook wants names");
        }
        return switch (format) {
            case CANVAS -> canvas(run);
            case CSV -> csv(anonymous ? Anonymous.shuffled(run) : run);
            case MOODLE -> moodle(run);
            case GRADESCOPE -> GradescopeExport.of(run);
        };
    }

    private Exported canvas(ClassReport run) throws ExportException, IOException {
        if (roster == null) {
            throw new ExportException(
                    "--to canvas needs --roster FILE: the gradebook that Canvas exports, whose columns it takes back");
        }
        return new CanvasExport(Gradebook.read(roster), run, column).export();
    }

    private static Exported csv(ClassReport run) {
        return new Exported(GradesCsv.of(run), graded(Grade.of(run)), List.of());
    }

    private static int graded(List<Grade> grades) {
        return (int) grades.stream().filter(g -> g.report().score().isPresent()).count();
    }

    /** Moodle asks which column is what; people are known there by address or number. */
    private Exported moodle(ClassReport run) {
        var grades = Grade.of(run);
        var notes = new ArrayList<String>();
        var cells =
                new Cells()
                        .row(
                                List.of(
                                        "Full name",
                                        "Email address",
                                        "ID number",
                                        Cells.text(column.isBlank() ? run.title() : column)));
        for (var grade : grades) {
            var person = grade.person();
            if (person.email().isBlank() && person.sid().isBlank()) {
                notes.add(
                        grade.whose()
                                + " has neither an e-mail address nor a number: left out (grade with --roster)");
                continue;
            }
            cells.row(
                    List.of(
                            Cells.text(person.name()),
                            Cells.text(person.email()),
                            Cells.text(person.sid()),
                            grade.score()));
        }
        return new Exported(cells.bytes(), graded(grades) - notes.size(), notes);
    }
}
