package gradebox.run;

import static gradebox.run.Classroom.report;
import static gradebox.run.Classroom.submission;
import static org.assertj.core.api.Assertions.assertThat;

import gradebox.grading.Grader;
import gradebox.grading.GraderReport;
import gradebox.grading.Line;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Errored;
import gradebox.grading.Outcome.Fault;
import gradebox.grading.Outcome.Passed;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import gradebox.grading.Workbench;
import gradebox.sandbox.SandboxException;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;

/** What tests of a class's run share: a class of two checks, and graders of all sorts. */
@Timeout(60)
abstract class GradingRunBench {
    final Classroom classroom = new Classroom().check("g/a", "2").check("g/b", "3");

    final AtomicInteger graded = new AtomicInteger();

    GraderReport count(Submission submission, Workbench bench) {
        graded.incrementAndGet();
        return passed();
    }

    Grader failingAttempts(int number) {
        return (submission, bench) -> {
            if (graded.incrementAndGet() <= number) {
                throw new SandboxException("daemon restarted");
            }
            return passed();
        };
    }

    static Grader breakingOn(String... ids) {
        return (submission, bench) ->
                List.of(ids).contains(submission.id())
                        ? both(new Errored(Fault.SUITE, "no index 3"), new Passed())
                        : passed();
    }

    static GraderReport passed() {
        return both(new Passed(), new Passed());
    }

    static GraderReport both(Outcome a, Outcome b) {
        return new GraderReport(
                List.of(Classroom.result("g/a", a), Classroom.result("g/b", b)), "");
    }

    static void meet(CyclicBarrier barrier) throws InterruptedException {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("they do not run side by side", e);
        }
    }

    static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            // The one who waits was told to go on.
        }
    }

    static SubmissionReport only(RunSummary summary) {
        assertThat(summary.report().reports()).hasSize(1);
        return summary.report().reports().getFirst();
    }

    static List<Outcome> outcomes(SubmissionReport report) {
        return report.lines().stream().map(Line::outcome).toList();
    }

    static List<String> ids(RunSummary summary) {
        return summary.report().reports().stream().map(r -> r.submission().id()).toList();
    }
}
