package gradebox.cli;

import gradebox.assignments.intake.IntakeException;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import gradebox.output.SafeText;
import gradebox.output.Unkept;
import gradebox.run.GraderSet;
import gradebox.run.GradingRun;
import gradebox.run.Retries;
import gradebox.run.RunEvent;
import gradebox.run.RunPlan;
import gradebox.run.RunSummary;
import gradebox.run.Timekeeper;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.gpu.GpuPool;
import gradebox.shell.OneCheck;
import gradebox.steps.Steps;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Run one check of one submission again, as a whole run does, and keep nothing of it. */
final class CheckAgain {
    private final Parts parts;
    private final Preparation prepared;
    private final PrintWriter messages;
    private final Timekeeper time;

    CheckAgain(Parts parts, Preparation prepared, PrintWriter messages, Timekeeper time) {
        this.parts = parts;
        this.prepared = prepared;
        this.messages = messages;
        this.time = time;
    }

    /**
     * Run it.
     *
     * @param gpus the devices that it may use
     * @param runtime our own files that sandboxes see
     * @return a report of its grader's lines, and of those that must have passed first
     */
    SubmissionReport run(Submission submission, String check, GpuPool gpus, Path runtime)
            throws InvalidAssignmentException,
                    IntakeException,
                    UsageException,
                    IOException,
                    InterruptedException {
        var narrow = OneCheck.of(prepared.assignment(), check);
        try (var graders = GraderSet.of(narrow, parts.graders())) {
            var plan =
                    new RunPlan(
                            narrow,
                            graders,
                            prepared.identity(),
                            prepared.reference(parts),
                            1,
                            Retries.DEFAULT,
                            true,
                            gpus);
            var run =
                    new GradingRun(
                            plan,
                            () -> prepared.bench(parts.data(), runtime, prepared.seed()),
                            new Unkept(),
                            this::tell,
                            time,
                            Steps.UNMARKED);
            return only(run.grade(List.of(submission), Set.of()));
        }
    }

    private static SubmissionReport only(RunSummary summary)
            throws EngineUnavailableException, InterruptedException {
        return switch (summary.end()) {
            case RunSummary.End.Completed completed -> summary.report().reports().getFirst();
            case RunSummary.End.Interrupted interrupted -> throw new InterruptedException();
            case RunSummary.End.EngineLost lost -> throw new EngineUnavailableException(lost.why());
            case RunSummary.End.DiskFull full -> throw new EngineUnavailableException(full.why());
        };
    }

    private void tell(RunEvent event) {
        switch (event) {
            case RunEvent.Retried retried -> messages.println(PlainProgress.retry(retried));
            case RunEvent.GraderBroke broke ->
                    messages.println(SafeText.of(BugReport.trace(broke.bug())).strip());
            case RunEvent.GpuLost lost -> messages.println(GpuLines.of(lost));
            case RunEvent.GpuCrowded crowded -> messages.println(GpuLines.of(crowded));
            case RunEvent.GpuAwaited awaited -> messages.println(GpuLines.of(awaited));
            case RunEvent.GpuWithdrawn withdrawn -> messages.println(GpuLines.of(withdrawn));
            case RunEvent.Started started -> {}
            case RunEvent.SubmissionStarted started -> {}
            case RunEvent.SubmissionFinished finished -> {}
            case RunEvent.SubmissionReused reused -> {}
            case RunEvent.Stopping stopping -> {}
            case RunEvent.Finished finished -> {}
        }
    }
}
