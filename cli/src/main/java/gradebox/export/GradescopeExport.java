package gradebox.export;

import gradebox.grading.ClassReport;
import gradebox.grading.Submission;
import gradebox.output.Cells;
import gradebox.output.Points;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Write the columns in which Gradescope itself gives out an assignment's grades. */
final class GradescopeExport {
    private static final List<String> HEADER =
            List.of(
                    "First Name",
                    "Last Name",
                    "SID",
                    "Email",
                    "Total Score",
                    "Max Points",
                    "Status",
                    "Submission ID",
                    "Submission Time");

    private GradescopeExport() {}

    static Exported of(ClassReport run) {
        var checks = checks(run);
        var header = new ArrayList<>(HEADER);
        int number = 1;
        for (var title : checks.values()) {
            header.add(Cells.text("%d: %s".formatted(number++, title)));
        }
        var cells = new Cells().row(header);
        int graded = 0;
        for (var grade : Grade.of(run)) {
            cells.row(row(grade, List.copyOf(checks.keySet())));
            graded += grade.report().score().isPresent() ? 1 : 0;
        }
        return new Exported(cells.bytes(), graded, List.of());
    }

    private static Map<String, String> checks(ClassReport run) {
        var checks = new LinkedHashMap<String, String>();
        for (var report : run.reports()) {
            for (var line : report.lines()) {
                var check = line.check();
                checks.putIfAbsent(
                        check.id(),
                        "%s (%s pts)".formatted(check.title(), Points.text(check.points())));
            }
        }
        return checks;
    }

    private static List<String> row(Grade grade, List<String> checks) {
        var report = grade.report();
        var submission = report.submission();
        var person = grade.person();
        int gap = person.name().strip().lastIndexOf(' ');
        var row = new ArrayList<String>();
        row.add(Cells.text(gap < 0 ? person.name() : person.name().strip().substring(0, gap)));
        row.add(Cells.text(gap < 0 ? "" : person.name().strip().substring(gap + 1)));
        row.add(Cells.text(person.sid()));
        row.add(Cells.text(person.email()));
        row.add(grade.score());
        row.add(Points.text(report.points()));
        row.add(status(grade));
        row.add(Cells.text(submission.platformId()));
        row.add(submission.submittedAt() == null ? "" : submission.submittedAt().toString());
        checks.forEach(check -> row.add(Cells.points(report, check)));
        return row;
    }

    private static String status(Grade grade) {
        if (grade.report().submission().contents() instanceof Submission.Contents.Absent) {
            return "Missing";
        }
        return grade.report().score().isPresent() ? "Graded" : "Ungraded";
    }
}
