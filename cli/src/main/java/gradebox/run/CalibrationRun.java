package gradebox.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.assignments.Assignment;
import gradebox.assignments.calibrate.BandChecks;
import gradebox.grading.GraderDefinition;
import gradebox.grading.GraderReport;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Outcome;
import gradebox.grading.StudentCalls;
import gradebox.grading.Submission;
import gradebox.grading.Workbench;
import gradebox.run.SeedRun.Reading;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.call.Value;
import gradebox.steps.Steps;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Measure what staff's own solutions score, as graders measure a submission: in the same image, in
 * sandboxes of the same limits. Each seed has data and trainings of its own, since each course has.
 */
public final class CalibrationRun {
    private final RunPlan plan;
    private final Map<String, Submission> solutions;
    private final SeededBench benches;
    private final RunListener events;

    /**
     * @param plan for {@link #measuring} graders
     * @param solutions by name, in the order in which they run
     */
    public CalibrationRun(
            RunPlan plan,
            Map<String, Submission> solutions,
            SeededBench benches,
            RunListener events) {
        this.plan = plan;
        this.solutions = solutions;
        this.benches = benches;
        this.events = new Announcer(events);
    }

    /** Return an assignment's model graders alone, each with one run a seed. */
    public static List<GraderDefinition> measuring(Assignment assignment) {
        return assignment.graders().stream()
                .filter(BandChecks::isModel)
                .map(CalibrationRun::once)
                .toList();
    }

    private static GraderDefinition once(GraderDefinition grader) {
        ObjectNode settings = grader.settings().deepCopy();
        settings.put("runs", 1);
        settings.remove("near_cutoff");
        return new GraderDefinition(
                grader.id(), grader.type(), settings, grader.folder(), grader.checks());
    }

    /**
     * Run every seed.
     *
     * @param done hears of each seed as soon as it is measured, in any order
     * @return in the order of the seeds
     * @throws InvalidAssignmentException if a solution earns no score, or a generator gives no data
     */
    public List<SeedRun> measure(int seeds, Consumer<SeedRun> done)
            throws SandboxException, InvalidAssignmentException, InterruptedException {
        var stop = new StopSignal();
        var runs = new ArrayList<SeedRun>();
        // Closed only after the signal is raised: what an interrupted worker returns is no score.
        try (var crew = new Crew<SeedRun>(Math.min(plan.workers(), seeds))) {
            try {
                for (int i = 0; i < seeds; i++) {
                    int number = i;
                    crew.submit(() -> measure(number, stop));
                }
                for (int i = 0; i < seeds; i++) {
                    var run = result(crew.next());
                    done.accept(run);
                    runs.add(run);
                }
            } finally {
                stop.raise();
            }
        }
        runs.sort(Comparator.comparingInt(SeedRun::number));
        return runs;
    }

    private SeedRun measure(int number, StopSignal stop)
            throws SandboxException, InvalidAssignmentException, InterruptedException {
        stop.check();
        var bench = benches.get(number);
        try (var lease =
                plan.gpus()
                        .lease(
                                false,
                                why -> events.on(new RunEvent.GpuAwaited("seed " + number, why)))) {
            var onto = bench.on(lease.request());
            var attempts = new GraderAttempts(plan, onto, stop, events, Steps.UNMARKED);
            var seed = measure(number, attempts, onto);
            var fault = lease.fault();
            if (fault.isPresent()) { // staff's own time: they start it again
                throw new SandboxException("seed %d: %s".formatted(number, fault.get()));
            }
            return seed;
        }
    }

    private SeedRun measure(int number, GraderAttempts attempts, Workbench bench)
            throws SandboxException, InvalidAssignmentException, InterruptedException {
        var readings = new ArrayList<Reading>();
        for (var grader : plan.assignment().graders()) {
            for (var solution : solutions.entrySet()) {
                try (var own = attempts.sandboxes()) {
                    var report = attempts.grade(grader.id(), solution.getValue(), own);
                    readings.add(reading(grader, solution.getKey(), number, report, bench));
                }
            }
        }
        return new SeedRun(number, readings);
    }

    private static Reading reading(
            GraderDefinition grader,
            String solution,
            int number,
            GraderReport report,
            Workbench bench)
            throws SandboxException, InvalidAssignmentException {
        var result = report.results().getFirst();
        String what = "graders.%s: the %s, seed %d".formatted(grader.id(), solution, number);
        if (result.outcome() instanceof Outcome.Errored errored) {
            throw new SandboxException(what + ": " + errored.cause());
        }
        var measured = report.measurements().stream().findFirst();
        if (measured.isEmpty() || !Double.isFinite(measured.get().value())) {
            throw new InvalidAssignmentException(
                    what + ", has no score: " + StudentCalls.feedback(result.outcome()));
        }
        return new Reading(
                grader.id(),
                solution,
                measured.get().value(),
                measured.get().seeds().getFirst(),
                heldOut(grader, bench),
                result.time());
    }

    /** Return how many figures a grader's metric is computed from. */
    private static long heldOut(GraderDefinition grader, Workbench bench) {
        var data = bench.data(grader.settings().path("data").asText());
        String of = grader.settings().path("metric").path("of").asText();
        return data.hidden().get(of.substring(of.indexOf('.') + 1)) instanceof Value.Array known
                ? known.shape().stream().reduce(1L, Math::multiplyExact)
                : 1;
    }

    private static SeedRun result(Future<SeedRun> future)
            throws SandboxException, InvalidAssignmentException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            var cause = e.getCause();
            if (cause instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            if (cause instanceof SandboxException lost) {
                throw lost;
            }
            if (cause instanceof InvalidAssignmentException invalid) {
                throw invalid;
            }
            throw new IllegalStateException("a bug while a seed was measured", cause);
        }
    }
}
