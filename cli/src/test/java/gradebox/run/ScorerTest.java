package gradebox.run;

import static gradebox.run.Classroom.checkOf;
import static gradebox.run.Classroom.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.grading.Check;
import gradebox.grading.GraderReport;
import gradebox.grading.Line;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Errored;
import gradebox.grading.Outcome.Failed;
import gradebox.grading.Outcome.Fault;
import gradebox.grading.Outcome.Partial;
import gradebox.grading.Outcome.Passed;
import gradebox.grading.Outcome.Reason;
import gradebox.grading.Outcome.Skipped;
import gradebox.grading.Rubric;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScorerTest {

    private static final Failed WRONG = new Failed(Reason.WRONG, "no");

    @Test
    void givesExactDecimals() {
        var tenth = new Partial(new BigDecimal("0.1"), "");

        var lines = score(List.of(checkOf("g/a", "0.3")), report("g/a", tenth));

        assertThat(lines.getFirst().score()).isEqualTo(new BigDecimal("0.03"));
    }

    @Test
    void givesMoreThanThePointsForABonus() {
        var bonus = new Partial(new BigDecimal("1.5"), "");

        var lines = score(List.of(checkOf("g/a", "20")), report("g/a", bonus));

        assertThat(lines.getFirst().score()).isEqualTo(new BigDecimal("30"));
    }

    @Test
    void skipsADependentOfAFailedCheckAndNamesIt() {
        var lines =
                score(
                        List.of(checkOf("g/a", "1"), checkOf("h/b", "2", "g/a")),
                        report("g/a", WRONG),
                        report("h/b", new Passed()));

        assertThat(lines.get(1).outcome()).isEqualTo(new Skipped("“Title of g/a” did not pass."));
        assertThat(lines.get(1).score()).isEqualTo(BigDecimal.ZERO);
    }

    @Test
    void skipsDependentsOfDependents() {
        var lines =
                score(
                        List.of(
                                checkOf("g/c", "1", "h/b"),
                                checkOf("h/b", "1", "i/a"),
                                checkOf("i/a", "1")),
                        report("g/c", new Passed()),
                        report("h/b", new Passed()),
                        report("i/a", WRONG));

        assertThat(lines)
                .extracting(line -> line.outcome().getClass().getSimpleName())
                .containsExactly("Skipped", "Skipped", "Failed");
    }

    @Test
    void countsAPartialResultAsPassedOnlyFromFullPointsOn() {
        assertThat(dependentOf(new Partial(new BigDecimal("0.99"), "")))
                .isInstanceOf(Skipped.class);
        assertThat(dependentOf(new Partial(BigDecimal.ONE, ""))).isInstanceOf(Passed.class);
    }

    @Test
    void takesAMissingResultForOurFault() {
        var lines = score(List.of(checkOf("g/a", "5")));

        assertThat(lines.getFirst().outcome())
                .isEqualTo(
                        new Errored(
                                Fault.MACHINE, "The grader returned no result for this check."));
    }

    @Test
    void putsDiscoveredChecksAfterTheRubricInTheirOrder() {
        var suite =
                new GraderReport(
                        List.of(
                                Classroom.result("p/z", new Passed()),
                                Classroom.result("p/y", WRONG)),
                        List.of(checkOf("p/z", "3"), checkOf("p/y", "4")),
                        List.of(),
                        List.of(),
                        List.of(),
                        "");

        var lines = score(List.of(checkOf("g/a", "1")), suite, report("g/a", new Passed()));

        assertThat(lines)
                .extracting(line -> line.check().id())
                .containsExactly("g/a", "p/z", "p/y");
        assertThat(lines)
                .extracting(Line::score)
                .containsExactly(BigDecimal.ONE, new BigDecimal("3"), BigDecimal.ZERO);
    }

    @Test
    void prefersTheRubricsPointsToTheSuites() {
        var suite =
                new GraderReport(
                        List.of(Classroom.result("p/z", new Passed())),
                        List.of(checkOf("p/z", "3")),
                        List.of(),
                        List.of(),
                        List.of(),
                        "");

        assertThat(score(List.of(checkOf("p/z", "7")), suite).getFirst().score())
                .isEqualTo(new BigDecimal("7"));
    }

    @Test
    void refusesChecksThatRequireEachOther() {
        var circle = List.of(checkOf("g/a", "1", "g/b"), checkOf("g/b", "1", "g/a"));

        assertThatThrownBy(() -> score(circle))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("require each other");
    }

    private static Outcome dependentOf(Outcome outcome) {
        return score(
                        List.of(checkOf("g/a", "1"), checkOf("h/b", "2", "g/a")),
                        report("g/a", outcome),
                        report("h/b", new Passed()))
                .get(1)
                .outcome();
    }

    private static List<Line> score(List<Check> checks, GraderReport... reports) {
        return Scorer.score(new Rubric(checks), List.of(reports));
    }
}
