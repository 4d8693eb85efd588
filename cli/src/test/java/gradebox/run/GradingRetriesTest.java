package gradebox.run;

import static gradebox.run.Classroom.report;
import static gradebox.run.Classroom.submission;
import static gradebox.run.Classroom.submissions;
import static org.assertj.core.api.Assertions.assertThat;

import gradebox.grading.Outcome.Errored;
import gradebox.grading.Outcome.Fault;
import gradebox.grading.Outcome.Passed;
import gradebox.run.RunSummary.End;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.SandboxException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A machine or an engine that fails costs time, and no student anything. */
class GradingRetriesTest extends GradingRunBench {
    @Test
    void triesAVoidAttemptAgain() throws Exception {
        classroom.grader("g", failingAttempts(2));

        var summary = classroom.run().grade(submissions("a"), Set.of());

        assertThat(only(summary).score()).contains(new BigDecimal("5"));
        assertThat(classroom.events)
                .filteredOn(RunEvent.Retried.class::isInstance)
                .containsExactly(
                        new RunEvent.Retried("a", "g", 2, "daemon restarted"),
                        new RunEvent.Retried("a", "g", 3, "daemon restarted"));
    }

    @Test
    void whatAVoidAttemptTookIsNotTheStudents() throws Exception {
        var left = new ArrayList<Duration>();
        classroom.grader(
                "g",
                (submission, bench) -> {
                    left.add(bench.budget().left());
                    bench.budget().spend(Duration.ofSeconds(1));
                    if (left.size() < 3) {
                        throw new SandboxException("daemon restarted");
                    }
                    return passed();
                });

        classroom.run().grade(submissions("a"), Set.of());

        assertThat(left).hasSize(3).containsOnly(left.getFirst());
    }

    @Test
    void givesNoScoreOnceTheMachineHasFailedThreeTimes() throws Exception {
        classroom.grader("g", failingAttempts(3));

        var report = only(classroom.run().grade(submissions("a"), Set.of()));

        assertThat(report.score()).isEmpty();
        assertThat(outcomes(report))
                .containsOnly(new Errored(Fault.MACHINE, "The sandbox failed: daemon restarted"));
    }

    @Test
    void triesAgainWhenTheGraderSaysThatTheMachineFailed() throws Exception {
        var lost = new Errored(Fault.MACHINE, "container gone");
        classroom.grader(
                "g",
                (submission, bench) ->
                        graded.incrementAndGet() == 1 ? both(lost, new Passed()) : passed());

        assertThat(only(classroom.run().grade(submissions("a"), Set.of())).score()).isPresent();
    }

    @Test
    void waitsForAnEngineThatGoesAwayBeforeTheFirstResult() throws Exception {
        classroom.grader(
                "g",
                (submission, bench) -> {
                    if (graded.incrementAndGet() == 1) {
                        throw new EngineUnavailableException("no engine answers");
                    }
                    return passed();
                });

        var summary = classroom.run().grade(submissions("a"), Set.of());

        assertThat(summary.end()).isEqualTo(new End.Completed());
        assertThat(summary.report().withoutScore()).isEmpty();
    }

    @Test
    void waitsForAnEngineThatHasWorkedBefore() throws Exception {
        classroom.grader(
                "g",
                (submission, bench) -> {
                    if (graded.incrementAndGet() == 2) {
                        throw new EngineUnavailableException("no engine answers");
                    }
                    return passed();
                });

        assertThat(classroom.run().grade(submissions("a", "b"), Set.of()).end())
                .isEqualTo(new End.Completed());
    }

    @Test
    void waitsLongerForAnEngineThanForAnAttempt() throws Exception {
        classroom.workers(1);
        classroom.grader(
                "g",
                (submission, bench) -> {
                    if (submission.id().equals("b") && graded.incrementAndGet() <= 5) {
                        throw new EngineUnavailableException("it is being started again");
                    }
                    return passed();
                });

        var summary = classroom.run().grade(submissions("a", "b"), Set.of());

        assertThat(summary.end()).isEqualTo(new End.Completed());
        assertThat(summary.report().withoutScore()).isEmpty();
    }
}
