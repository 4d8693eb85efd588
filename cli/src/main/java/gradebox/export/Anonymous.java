package gradebox.export;

import gradebox.grading.ClassReport;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Take everything from a run that says whose a result is; what is left are numbers and checks. */
final class Anonymous {
    private Anonymous() {}

    /** Return the results in an order that nobody can know, numbered by it. */
    static ClassReport shuffled(ClassReport run) {
        var reports = new ArrayList<>(run.reports());
        Collections.shuffle(reports, new SecureRandom());
        var nameless = new ArrayList<SubmissionReport>();
        for (var report : reports) {
            nameless.add(nameless(report, "student-%03d".formatted(nameless.size() + 1)));
        }
        return new ClassReport(
                run.assignment(), run.title(), run.startedAt(), run.time(), nameless);
    }

    private static SubmissionReport nameless(SubmissionReport report, String id) {
        var submission =
                new Submission(id, "", List.of(), null, "", report.submission().contents(), false);
        return new SubmissionReport(
                submission,
                report.lines(),
                report.measurements(),
                List.of(),
                List.of(),
                "",
                report.time(),
                Map.of());
    }
}
