package gradebox.export;

import gradebox.grading.ClassReport;
import gradebox.grading.Person;
import gradebox.grading.SubmissionReport;
import gradebox.output.Points;
import java.util.ArrayList;
import java.util.List;

/**
 * Hold one person's result: those who handed in together have the same.
 *
 * @param person who; without a name where the source of the submissions told none
 * @param report the result of what they handed in
 */
record Grade(Person person, SubmissionReport report) {
    private static final Person NOBODY = new Person("", "", "");

    static List<Grade> of(ClassReport run) {
        var grades = new ArrayList<Grade>();
        for (var report : run.reports()) {
            var people = report.submission().submitters();
            for (var person : people.isEmpty() ? List.of(NOBODY) : people) {
                grades.add(new Grade(person, report));
            }
        }
        return grades;
    }

    /** Return the score's cell; an empty one, which changes nothing, where there is none. */
    String score() {
        return report.score().map(Points::text).orElse("");
    }

    /** Say whose it is, as well as is known. */
    String whose() {
        for (var word : List.of(person.email(), person.name(), person.sid())) {
            if (!word.isBlank()) {
                return word;
            }
        }
        return report.submission().id();
    }
}
