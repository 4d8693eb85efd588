package gradebox.run;

import static gradebox.run.Classroom.report;
import static gradebox.run.Classroom.submission;
import static gradebox.run.Classroom.submissions;
import static org.assertj.core.api.Assertions.assertThat;

import gradebox.grading.Person;
import gradebox.grading.Submission;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What was graded once is graded again only where something has changed. */
class GradingReuseTest extends GradingRunBench {
    @Test
    void doesNotGradeTheSameTwice() throws Exception {
        classroom.grader("g", this::count);
        var first = classroom.run().grade(submissions("a", "b"), Set.of());

        var second = classroom.run().grade(submissions("a", "b", "c"), Set.of());

        assertThat(graded).hasValue(3);
        assertThat(second.reused()).containsExactly("a", "b");
        assertThat(second.report().reports().subList(0, 2)).isEqualTo(first.report().reports());
    }

    @Test
    void setsNothingUpWhereNothingIsToBeGraded() throws Exception {
        classroom.grader("g", this::count).run().grade(submissions("a"), Set.of());
        WorkbenchSource broken =
                () -> {
                    throw new IllegalStateException("data was loaded");
                };

        assertThat(classroom.run(broken).grade(submissions("a"), Set.of()).reused())
                .containsExactly("a");
    }

    /** Results that are kept are found by it. */
    @Test
    void theKeyOfTheSameIsWhatItAlwaysWas() {
        assertThat(Classroom.identity("1").key(submission("ada")))
                .isEqualTo("aa2722d4e6fb85bd2af47642064ecac346d3d87f900629d8b49e4bc827fdb68a");
    }

    @Test
    void gradesAgainWhenAnythingHasChanged() throws Exception {
        classroom.grader("g", this::count).run().grade(submissions("a"), Set.of());

        classroom.version("2").run().grade(submissions("a"), Set.of());
        var changed = new Submission.Contents.Files(Path.of("/s"), List.of(), List.of(), "other");
        classroom.run().grade(List.of(submission("a", changed)), Set.of());

        assertThat(graded).hasValue(3);
    }

    @Test
    void gradesAgainWhenToldTo() throws Exception {
        classroom.grader("g", this::count).run().grade(submissions("a"), Set.of());

        classroom.fresh().run().grade(submissions("a"), Set.of());

        assertThat(graded).hasValue(2);
    }

    @Test
    void gradesOnlyWhatIsWantedAndKeepsTheOthers() throws Exception {
        classroom.grader("g", this::count).run().grade(submissions("a", "b"), Set.of());

        var summary = classroom.fresh().run().grade(submissions("a", "b", "c"), Set.of("b"));

        assertThat(graded).hasValue(3);
        assertThat(ids(summary)).containsExactly("a", "b");
        assertThat(summary.left()).isEmpty();
    }

    @Test
    void gradesAgainWhatHasNoScore() throws Exception {
        classroom.grader("g", failingAttempts(3));
        classroom.run().grade(submissions("a"), Set.of());

        assertThat(only(classroom.run().grade(submissions("a"), Set.of())).score()).isPresent();
    }

    @Test
    void givesAReusedResultToWhomeverTheExportNamesNow() throws Exception {
        classroom.grader("g", this::count).run().grade(submissions("a"), Set.of());
        var ada = new Person("Ada", "ada@example.org", "1");
        var contents = submission("a").contents();
        var renamed = new Submission("a", "other.zip", List.of(ada), null, "7", contents);

        var report = only(classroom.run().grade(List.of(renamed), Set.of()));

        assertThat(graded).hasValue(1);
        assertThat(report.submission().submitters()).containsExactly(ada);
    }
}
