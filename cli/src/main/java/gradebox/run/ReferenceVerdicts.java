package gradebox.run;

import gradebox.grading.CheckResult;
import gradebox.grading.GraderReport;
import gradebox.grading.Outcome.Errored;
import gradebox.grading.Outcome.Failed;
import gradebox.grading.Outcome.Fault;
import gradebox.grading.Outcome.Reason;
import gradebox.grading.Submission;
import gradebox.sandbox.EngineUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Decide whose fault it is that a suite broke: the author's, if the reference solution breaks the
 * same check, and otherwise the submission's. The reference is graded when that is first asked,
 * once for each grader and run. Where there is no reference, or where it has no result for that
 * check, nothing speaks against the student, and the check stays errored.
 */
final class ReferenceVerdicts {
    private final @Nullable Submission reference;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, GraderReport> reports = new HashMap<>();

    ReferenceVerdicts(@Nullable Submission reference) {
        this.reference = reference;
    }

    /**
     * Return the report with each broken check decided.
     *
     * @param attempts on the devices that the submission was given: it waits meanwhile
     */
    GraderReport judge(String grader, GraderReport report, GraderAttempts attempts)
            throws EngineUnavailableException, InterruptedException {
        if (reference == null || report.results().stream().noneMatch(ReferenceVerdicts::broke)) {
            return report;
        }
        var standard = standard(grader, reference, attempts);
        var judged = new ArrayList<CheckResult>();
        for (var result : report.results()) {
            judged.add(broke(result) ? judge(result, standard) : result);
        }
        return new GraderReport(
                judged,
                report.discovered(),
                report.measurements(),
                report.leaderboard(),
                report.notes(),
                report.log());
    }

    private static CheckResult judge(CheckResult result, GraderReport standard) {
        var errored = (Errored) result.outcome();
        if (breaksToo(result.check(), standard.results())) {
            return result.flagged(
                    "the suite breaks on the reference solution too: " + errored.cause());
        }
        return result.withOutcome(
                        new Failed(
                                Reason.WRONG,
                                "The test could not work with what your code returned. It can with"
                                        + " a right solution; staff have been told."))
                .flagged(
                        "the suite broke on this submission, not on the reference solution: "
                                + errored.cause());
    }

    private static boolean breaksToo(String check, List<CheckResult> standard) {
        return standard.stream()
                .filter(result -> result.check().equals(check))
                .findFirst()
                .map(result -> result.outcome() instanceof Errored)
                .orElse(true);
    }

    private static boolean broke(CheckResult result) {
        return result.outcome() instanceof Errored errored && errored.fault() == Fault.SUITE;
    }

    private GraderReport standard(String grader, Submission solution, GraderAttempts attempts)
            throws EngineUnavailableException, InterruptedException {
        lock.lockInterruptibly();
        try {
            var known = reports.get(grader);
            if (known == null) {
                try (var own = attempts.sandboxes()) {
                    known = attempts.grade(grader, solution, own);
                }
                reports.put(grader, known);
            }
            return known;
        } finally {
            lock.unlock();
        }
    }
}
