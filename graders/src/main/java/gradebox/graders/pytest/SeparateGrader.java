package gradebox.graders.pytest;

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
import gradebox.sandbox.Deadline;
import gradebox.sandbox.Limits;
import gradebox.sandbox.SandboxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Run a suite that calls submissions: each test in a student process of its own. */
final class SeparateGrader implements Grader {
    /** The student's sandboxes have their own deadline, and each test has one. */
    private static final Duration NO_LIMIT = Duration.ofDays(1);

    private final GraderDefinition definition;
    private final Suite suite;

    SeparateGrader(GraderDefinition definition, Suite suite) {
        this.definition = definition;
        this.suite = suite;
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
                var elsewhere = StudentCalls.open(submission.id() + "-2nd", root, bench)) {
            var kind =
                    new SeparateSuite(
                            definition,
                            suite,
                            bench,
                            submission.id() + "-" + definition.id(),
                            List.of(here, elsewhere));
            var run = new SuiteRun(kind, bench.perCheck(), Deadline.after(NO_LIMIT));
            try (var process = kind.start()) { // Python starts there while it does here
                var broken = ImportProbe.failure(here, bench.perCheck());
                if (broken.isPresent()) {
                    return everyCheck(broken.get(), here.log());
                }
                run.run(process);
            }
            return report(run, here.log() + elsewhere.log());
        }
    }

    private GraderReport everyCheck(Outcome outcome, String log) {
        var results =
                definition.checks().stream()
                        .map(check -> new CheckResult(check.id(), outcome, Duration.ZERO))
                        .toList();
        return new GraderReport(results, log);
    }

    private GraderReport report(SuiteRun run, String studentLog) {
        var results = new ArrayList<CheckResult>();
        for (Check check : definition.checks()) {
            var tally =
                    run.tallies().stream()
                            .filter(one -> one.key().forms().contains(check.name()))
                            .findFirst();
            results.add(
                    tally.isPresent()
                            ? new CheckResult(
                                    check.id(), run.outcome(tally.get()), tally.get().time())
                            : new CheckResult(
                                    check.id(), run.neverRan(Optional.empty()), Duration.ZERO));
        }
        boolean broke =
                results.stream().anyMatch(result -> result.outcome() instanceof Outcome.Errored);
        return new GraderReport(results, broke ? studentLog + run.log() : studentLog);
    }

    @Override
    public long memoryBeside(Limits student) {
        return SeparateSuite.memory(student);
    }

    @Override
    public void close() {
        suite.close();
    }
}
