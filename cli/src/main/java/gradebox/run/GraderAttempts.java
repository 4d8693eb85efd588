package gradebox.run;

import gradebox.grading.Check;
import gradebox.grading.CheckResult;
import gradebox.grading.GraderReport;
import gradebox.grading.Outcome.Errored;
import gradebox.grading.Outcome.Fault;
import gradebox.grading.Rubric;
import gradebox.grading.Submission;
import gradebox.grading.Visibility;
import gradebox.grading.Workbench;
import gradebox.sandbox.DeviceRefusedException;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.call.StudentSandboxes;
import gradebox.steps.Step;
import gradebox.steps.Steps;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/** Let a grader grade a submission, until a verdict is reached or nothing more can be tried. */
final class GraderAttempts {
    private final RunPlan plan;
    private final Rubric rubric;
    private final GraderSet graders;
    private final Workbench bench;
    private final Retries retries;
    private final Retries patience;
    private final StopSignal stop;
    private final RunListener events;
    private final Steps steps;

    /**
     * @param bench made by an engine that has been seen to work
     */
    GraderAttempts(
            RunPlan plan, Workbench bench, StopSignal stop, RunListener events, Steps steps) {
        this.plan = plan;
        this.rubric = plan.assignment().rubric();
        this.graders = plan.graders();
        this.bench = bench;
        this.retries = plan.retries();
        this.patience = retries.withAnEngineThatIsAway();
        this.stop = stop;
        this.events = events;
        this.steps = steps;
    }

    /** Return the same for a submission that was given these devices. */
    GraderAttempts on(GpuRequest devices) {
        return new GraderAttempts(plan, bench.on(devices), stop, events, steps);
    }

    /** Prepare the sandboxes that a submission's graders share. */
    StudentSandboxes sandboxes() {
        return new StudentSandboxes(bench.sandboxes(), bench.limits().wall());
    }

    /**
     * Return a grader's report; one in which its checks are errored if the machine or the grader
     * itself kept failing.
     *
     * @throws EngineUnavailableException if there is no engine, or none any more
     */
    GraderReport grade(String grader, Submission submission, StudentSandboxes own)
            throws EngineUnavailableException, InterruptedException {
        var left = own.budget().left();
        for (int attempt = 1; ; attempt++) {
            own.budget().restore(left); // what a void attempt took is not the student's
            try {
                var report = attempt(grader, submission, own);
                if (!isVoid(report) || attempt > retries.most()) {
                    return report;
                }
                retry(grader, submission, attempt, "a check was lost to the machine");
            } catch (DeviceRefusedException e) {
                stop.check();
                throw e;
            } catch (EngineUnavailableException e) {
                // Its posture was taken when the run began: it went away since, and may come back.
                if (attempt > patience.most()) {
                    stop.check();
                    throw e;
                }
                retry(grader, submission, attempt, String.valueOf(e.getMessage()));
            } catch (SandboxException e) {
                stop.check();
                if (attempt > retries.most()) {
                    return errored(grader, "The sandbox failed: " + e.getMessage());
                }
                retry(grader, submission, attempt, String.valueOf(e.getMessage()));
            }
        }
    }

    private GraderReport attempt(String grader, Submission submission, StudentSandboxes own)
            throws SandboxException, InterruptedException {
        try {
            steps.reached(Step.GRADER_BEGUN);
            var report = graders.get(grader).grade(submission, bench.sharing(own));
            steps.reached(Step.GRADER_ENDED);
            stop.check();
            verify(grader, report);
            return report;
        } catch (RuntimeException | Error bug) {
            // The one place where a bug in a grader is kept from ending the whole class's run.
            stop.check();
            events.on(new RunEvent.GraderBroke(submission.id(), grader, bug));
            return errored(grader, "The grader broke (" + bug.getClass().getSimpleName() + ").");
        }
    }

    private void retry(String grader, Submission submission, int attempt, String why)
            throws InterruptedException {
        stop.check();
        events.on(new RunEvent.Retried(submission.id(), grader, attempt + 1, why));
        retries.pauseAfter(attempt);
    }

    private static boolean isVoid(GraderReport report) {
        return report.results().stream()
                .anyMatch(
                        result ->
                                result.outcome() instanceof Errored errored
                                        && errored.fault() == Fault.MACHINE);
    }

    private void verify(String grader, GraderReport report) {
        var known = new HashSet<String>();
        rubric.of(grader).forEach(check -> known.add(check.id()));
        report.discovered().forEach(check -> known.add(check.id()));
        for (var result : report.results()) {
            if (!known.remove(result.check())) {
                throw new IllegalStateException(
                        "the grader %s returned %s, which it was not asked for or returned twice"
                                .formatted(grader, result.check()));
            }
        }
    }

    private GraderReport errored(String grader, String cause) {
        var checks = rubric.of(grader);
        var outcome = new Errored(Fault.MACHINE, cause);
        if (!checks.isEmpty()) {
            return new GraderReport(results(checks, outcome), "");
        }
        // The suite defines its checks itself, and never came to tell them.
        var whole = List.of(worthless(grader + "/suite", "The suite " + grader));
        return new GraderReport(
                results(whole, outcome), whole, List.of(), List.of(), List.of(), "");
    }

    /** Make a check that gives no points, to say what no line of the rubric can. */
    static Check worthless(String id, String title) {
        return new Check(id, title, BigDecimal.ZERO, "", Visibility.VISIBLE, List.of(), List.of());
    }

    private static List<CheckResult> results(List<Check> checks, Errored outcome) {
        return checks.stream()
                .map(check -> new CheckResult(check.id(), outcome, Duration.ZERO))
                .toList();
    }
}
