package gradebox.graders.junit;

import gradebox.grading.Check;
import gradebox.grading.CheckResult;
import gradebox.grading.Grader;
import gradebox.grading.GraderDefinition;
import gradebox.grading.GraderReport;
import gradebox.grading.ImportProbe;
import gradebox.grading.Outcome;
import gradebox.grading.StudentCalls;
import gradebox.grading.Submission;
import gradebox.grading.Workbench;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.call.CallFailure;
import gradebox.sandbox.call.StudentProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** Run a Jupiter suite against submissions: each check in a student process of its own. */
final class JunitGrader implements Grader {
    /** What a suite itself may take for a check beyond the student's time, unless told. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final GraderDefinition definition;
    private final CompiledSuite suite;
    private final Map<String, String> methods;
    private final Duration grace;

    JunitGrader(GraderDefinition definition, CompiledSuite suite, Map<String, String> methods) {
        this(definition, suite, methods, GRACE);
    }

    JunitGrader(
            GraderDefinition definition,
            CompiledSuite suite,
            Map<String, String> methods,
            Duration grace) {
        this.definition = definition;
        this.suite = suite;
        this.methods = methods;
        this.grace = grace;
    }

    @Override
    public boolean callsSubmissions() {
        return true;
    }

    @Override
    public GraderReport grade(Submission submission, Workbench bench)
            throws SandboxException, InterruptedException {
        var root = StudentCalls.root(submission);
        try (var here = StudentCalls.open(submission.id(), root, bench);
                var elsewhere = StudentCalls.open(submission.id() + "-2nd", root, bench);
                var run = new SuiteRun(suite.loader())) {
            var broken = ImportProbe.failure(here, bench.perCheck());
            var results = new ArrayList<CheckResult>();
            for (Check check : definition.checks()) {
                if (broken.isPresent()) {
                    results.add(new CheckResult(check.id(), broken.get(), Duration.ZERO));
                } else if (isBlocked(check, results)) {
                    var skipped = new Outcome.Skipped("a check that it depends on did not pass");
                    results.add(new CheckResult(check.id(), skipped, Duration.ZERO));
                } else {
                    results.add(check(check, run, here, elsewhere, bench));
                }
            }
            return new GraderReport(results, here.log() + elsewhere.log());
        }
    }

    /**
     * Tell whether a check depends on one that did not pass: it would be skipped all the same, and
     * may be slow.
     */
    private static boolean isBlocked(Check check, List<CheckResult> soFar) {
        return soFar.stream()
                .filter(result -> check.requires().contains(result.check()))
                .anyMatch(result -> !(result.outcome() instanceof Outcome.Passed));
    }

    private CheckResult check(
            Check check,
            SuiteRun run,
            StudentProcess here,
            StudentProcess elsewhere,
            Workbench bench)
            throws SandboxException, InterruptedException {
        long started = System.nanoTime();
        long seed = bench.seeds().seed(check.id());
        String method = Objects.requireNonNull(methods.get(check.id()));
        Outcome outcome;
        try (var under = new CheckRun(here, elsewhere, bench.perCheck(), seed)) {
            outcome = outcome(run, method, under, bench.perCheck().plus(grace));
        }
        return new CheckResult(check.id(), outcome, Duration.ofNanos(System.nanoTime() - started));
    }

    /**
     * Run a test on a thread of its own, which is abandoned if it outlives its deadline: then the
     * suite is at fault.
     */
    private static Outcome outcome(SuiteRun run, String method, CheckRun check, Duration limit)
            throws SandboxException, InterruptedException {
        var task = new FutureTask<>(() -> Optional.ofNullable(run.run(method, check)));
        var thread = Thread.ofPlatform().daemon().name("suite " + method).start(task);
        try {
            var failure = task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (failure.isPresent()) {
                return endedWith(outcome(failure.get()), check);
            }
            check.finish();
            return new Outcome.Passed();
        } catch (TimeoutException e) {
            return new Outcome.Errored(
                    Outcome.Fault.SUITE,
                    "the suite's own code did not end within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the launcher failed", e.getCause());
        } catch (CallFailure failure) {
            return StudentCalls.outcome(failure);
        } finally {
            thread.interrupt();
        }
    }

    /**
     * End the sessions of a check that has failed already, so that the next one need not open a
     * sandbox.
     */
    private static Outcome endedWith(Outcome outcome, CheckRun check)
            throws SandboxException, InterruptedException {
        try {
            check.finish();
        } catch (CallFailure failure) {
            // it fails for what the suite said; its sandbox is gone
            return outcome;
        }
        return outcome;
    }

    private static Outcome outcome(Throwable failure) throws SandboxException {
        return switch (unwrapped(failure)) {
            case StudentFault fault -> fault.outcome();
            case AssertionError wrong ->
                    new Outcome.Failed(Outcome.Reason.WRONG, String.valueOf(wrong.getMessage()));
            case MachineFault machine -> throw machine.fault();
            default -> new Outcome.Errored(Outcome.Fault.SUITE, describe(failure));
        };
    }

    /**
     * A process that cannot be started fails while Jupiter hands over the parameters, and Jupiter
     * wraps that: the suite has not even begun, and is not at fault.
     */
    private static Throwable unwrapped(Throwable failure) {
        if (failure instanceof ParameterResolutionException) {
            if (failure.getCause() instanceof StudentFault fault) {
                return fault;
            }
            if (failure.getCause() instanceof MachineFault machine) {
                return machine;
            }
        }
        return failure;
    }

    private static String describe(Throwable failure) {
        var frames = failure.getStackTrace();
        return failure + (frames.length == 0 ? "" : " at " + frames[0]);
    }

    @Override
    public void close() {
        suite.close();
    }
}
