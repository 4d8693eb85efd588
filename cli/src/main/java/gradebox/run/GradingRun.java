package gradebox.run;

import gradebox.grading.ClassReport;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import gradebox.output.DiskFullException;
import gradebox.output.ResultStore;
import gradebox.run.RunSummary.End;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.SandboxException;
import gradebox.steps.Step;
import gradebox.steps.Steps;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Grade a class: several submissions at a time, each result stored as soon as it is known, earlier
 * results kept where nothing that they depend on has changed.
 */
public final class GradingRun {
    private final RunPlan plan;
    private final WorkbenchSource bench;
    private final ResultStore store;
    private final RunListener events;
    private final Timekeeper time;
    private final Steps steps;

    public GradingRun(
            RunPlan plan,
            WorkbenchSource bench,
            ResultStore store,
            RunListener listener,
            Timekeeper time,
            Steps steps) {
        this.plan = plan;
        this.bench = bench;
        this.store = store;
        this.events = new Announcer(listener);
        this.time = time;
        this.steps = steps;
    }

    /**
     * Grade these submissions.
     *
     * <p>Where only some are wanted, the others are reported if an earlier result of theirs still
     * stands, so that what is written of the class stays whole.
     *
     * <p>An interrupt of the calling thread stops the run: no new work is taken, sandboxes are
     * closed, what was finished stays. It is told as {@link End.Interrupted}, and the thread is
     * then no longer interrupted, so that the caller can write what there is.
     *
     * @param only ids of those to grade; empty for all
     * @throws IOException if a result cannot be stored
     * @throws InvalidAssignmentException if the assignment's data cannot be made
     */
    public RunSummary grade(List<Submission> submissions, Set<String> only)
            throws IOException, InvalidAssignmentException {
        var started = time.clock().instant();
        var watch = time.start();
        var ordered = submissions.stream().sorted(Comparator.comparing(Submission::id)).toList();
        var done = new TreeMap<String, SubmissionReport>();
        var todo = takeOver(ordered, only, done);
        var reused = List.copyOf(done.keySet());
        events.on(new RunEvent.Started(todo.size(), reused.size(), plan.workers()));
        var end = todo.isEmpty() ? new End.Completed() : gradeAll(todo, done);
        var left = todo.stream().map(Submission::id).filter(id -> !done.containsKey(id)).toList();
        var took = watch.elapsed();
        events.on(
                new RunEvent.Finished(
                        done.size() - reused.size(), reused.size(), left.size(), took));
        var report =
                new ClassReport(
                                plan.assignment().id(),
                                plan.assignment().title(),
                                started,
                                took,
                                List.copyOf(done.values()))
                        .stoppedBefore(left);
        return new RunSummary(report, reused, left, end);
    }

    /** Put earlier results aside that still stand, and return what is to be graded. */
    private List<Submission> takeOver(
            List<Submission> ordered, Set<String> only, Map<String, SubmissionReport> done)
            throws IOException {
        var todo = new ArrayList<Submission>();
        for (var submission : ordered) {
            // where there is nothing to run, the verdict is free, and nobody may drop out of the
            // grades
            boolean hasFiles = submission.contents() instanceof Submission.Contents.Files;
            boolean wanted = only.isEmpty() || only.contains(submission.id()) || !hasFiles;
            var earlier =
                    wanted && plan.fresh()
                            ? Optional.<SubmissionReport>empty()
                            : earlier(submission);
            if (earlier.isPresent()) {
                done.put(submission.id(), earlier.get());
                events.on(new RunEvent.SubmissionReused(earlier.get()));
            } else if (wanted) {
                todo.add(submission);
            }
        }
        return todo;
    }

    private Optional<SubmissionReport> earlier(Submission submission) throws IOException {
        if (!(submission.contents() instanceof Submission.Contents.Files)) {
            return Optional.empty();
        }
        return store.find(submission.id(), plan.identity().key(submission))
                .filter(report -> report.score().isPresent())
                .map(report -> of(submission, report));
    }

    /** Keep an earlier result, but whoever the export says today that it belongs to. */
    private static SubmissionReport of(Submission submission, SubmissionReport earlier) {
        return new SubmissionReport(
                submission,
                earlier.lines(),
                earlier.measurements(),
                earlier.leaderboard(),
                earlier.notes(),
                earlier.log(),
                earlier.time(),
                earlier.provenance());
    }

    private End gradeAll(List<Submission> todo, Map<String, SubmissionReport> done)
            throws IOException, InvalidAssignmentException {
        var stop = new StopSignal();
        // Closed only after the signal is raised: what an interrupted worker returns is no verdict.
        try (var crew = new Crew<SubmissionReport>(Math.min(plan.workers(), todo.size()))) {
            try {
                gradeAll(todo, crew, stop, done);
                return new End.Completed();
            } catch (InterruptedException e) {
                stop.raise();
                events.on(new RunEvent.Stopping("interrupted"));
                keepFinished(crew, done);
                return new End.Interrupted();
            } catch (SandboxException e) {
                stop.raise();
                events.on(new RunEvent.Stopping(String.valueOf(e.getMessage())));
                keepFinished(crew, done);
                return new End.EngineLost(String.valueOf(e.getMessage()));
            } catch (DiskFullException e) {
                stop.raise();
                events.on(new RunEvent.Stopping(String.valueOf(e.getMessage())));
                keepWhatFits(crew, done);
                return new End.DiskFull(String.valueOf(e.getMessage()));
            } finally {
                stop.raise();
            }
        }
    }

    private void gradeAll(
            List<Submission> todo,
            Crew<SubmissionReport> crew,
            StopSignal stop,
            Map<String, SubmissionReport> done)
            throws IOException, InvalidAssignmentException, SandboxException, InterruptedException {
        var made = bench.get();
        steps.reached(Step.DATA_MADE);
        var workbench = made.opening(new SteppedSandboxes(made.sandboxes(), steps));
        var attempts = new GraderAttempts(plan, workbench, stop, events, steps);
        var called =
                todo.stream()
                        .filter(one -> one.contents() instanceof Submission.Contents.Files)
                        .filter(one -> plan.graders().callSubmissions())
                        // whoever waits would keep a device from those who work
                        .filter(one -> plan.gpus().isNone())
                        .toList();
        try (var sandboxes = new SandboxesAhead(workbench, called, plan.workers())) {
            var grading =
                    new SubmissionGrading(
                            plan,
                            attempts,
                            sandboxes,
                            new GpuAttempts(plan.gpus(), plan.retries(), events),
                            time);
            todo.forEach(submission -> crew.submit(() -> grade(submission, grading, stop)));
            for (int i = 0; i < todo.size(); i++) {
                keep(result(crew.next()), done);
            }
        }
    }

    private SubmissionReport grade(
            Submission submission, SubmissionGrading grading, StopSignal stop)
            throws IOException, InterruptedException {
        stop.check();
        store.checkRoom(); // before it costs anything
        events.on(new RunEvent.SubmissionStarted(submission.id()));
        try {
            var report = grading.grade(submission);
            stop.check();
            return report;
        } catch (EngineUnavailableException e) {
            stop.raise(); // now, so that no other worker takes the next one
            throw e;
        }
    }

    private void keepFinished(Crew<SubmissionReport> crew, Map<String, SubmissionReport> done)
            throws IOException {
        for (var next = crew.finished(); next.isPresent(); next = crew.finished()) {
            if (next.get().state() == Future.State.SUCCESS) {
                keep(next.get().resultNow(), done);
            }
        }
    }

    private void keepWhatFits(Crew<SubmissionReport> crew, Map<String, SubmissionReport> done)
            throws IOException {
        try {
            keepFinished(crew, done);
        } catch (DiskFullException e) {
            // that is known already; whoever is not kept is graded again
        }
    }

    private void keep(SubmissionReport report, Map<String, SubmissionReport> done)
            throws IOException {
        steps.reached(Step.RESULT_KNOWN);
        try {
            store.save(report);
        } catch (ClosedByInterruptException e) {
            // A run that is stopped just now still keeps what is finished.
            boolean unused = Thread.interrupted();
            store.save(report);
            Thread.currentThread().interrupt();
        }
        done.put(report.submission().id(), report);
        events.on(new RunEvent.SubmissionFinished(report));
    }

    private static SubmissionReport result(Future<SubmissionReport> future)
            throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            var cause = e.getCause();
            if (cause instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            if (cause instanceof IOException fault) { // the engine's, or the disk's
                throw fault;
            }
            throw new IllegalStateException("a bug while a submission was graded", cause);
        }
    }
}
