package gradebox.cli;

import gradebox.assignments.Assignment;
import gradebox.assignments.intake.IntakeException;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import gradebox.output.Unkept;
import gradebox.run.GraderSet;
import gradebox.run.GradingRun;
import gradebox.run.Retries;
import gradebox.run.RootSeed;
import gradebox.run.RunPlan;
import gradebox.run.RunSummary;
import gradebox.run.Timekeeper;
import gradebox.sandbox.archive.ArchiveLimits;
import gradebox.sandbox.archive.ArchiveOpener;
import gradebox.sandbox.archive.ArchiveRefusedException;
import gradebox.sandbox.archive.Refusal;
import gradebox.sandbox.gpu.GpuPool;
import gradebox.selfcheck.CheckList;
import gradebox.selfcheck.PublicBundle;
import gradebox.steps.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Lead one student's own check from the bundle to the list of results. */
final class Selfchecking {
    /** What any course hands out fits into this. */
    private static final long MOST_BYTES = 1L << 30;

    private final Parts parts;
    private final Terminal terminal;
    private final Timekeeper time;
    private final LocalEngine local;

    /** Makes the engine that isolates nothing. */
    @FunctionalInterface
    interface LocalEngine {
        Engine connect() throws IOException, InterruptedException;
    }

    Selfchecking(Parts parts, Terminal terminal, Timekeeper time, LocalEngine local) {
        this.parts = parts;
        this.terminal = terminal;
        this.time = time;
        this.local = local;
    }

    ExitCode check(
            Path bundle, Path submission, GradeOptions.Machine machine, boolean withoutIsolation)
            throws InvalidAssignmentException,
                    UsageException,
                    IntakeException,
                    IOException,
                    InterruptedException {
        for (var path : List.of(bundle, submission)) {
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString());
            }
        }
        try (var staging = Staging.make()) {
            var assignment = practice(bundle, staging);
            machine.setUp(parts, assignment, terminal.err());
            try (var engine = withoutIsolation ? local.connect() : parts.engine(machine.engine())) {
                terminal.err()
                        .println(
                                (withoutIsolation ? "Isolation: " : "Engine: ")
                                        + engine.description());
                terminal.err().flush();
                return check(assignment, submission, engine, machine, staging);
            }
        }
    }

    private Assignment practice(Path bundle, Staging staging)
            throws InvalidAssignmentException, UsageException, IOException {
        var folder = bundle;
        if (!Files.isDirectory(bundle)) {
            folder = staging.folder("bundle").resolve("unpacked");
            try {
                var limits = ArchiveLimits.ofClass(MOST_BYTES);
                new ArchiveOpener(limits, Refusal.ARCHIVE).open(bundle, folder);
            } catch (ArchiveRefusedException e) {
                throw new UsageException(bundle + ": " + e.getMessage());
            }
        }
        var assignment = parts.loader().load(folder);
        if (!PublicBundle.isPractice(assignment)) {
            throw new UsageException(
                    bundle
                            + ": not a public bundle; your course makes one by gradebox package --public");
        }
        return assignment;
    }

    private ExitCode check(
            Assignment practice,
            Path submission,
            Engine engine,
            GradeOptions.Machine machine,
            Staging staging)
            throws InvalidAssignmentException,
                    UsageException,
                    IntakeException,
                    IOException,
                    InterruptedException {
        var gpu = GpuChoice.of(practice.gpu(), machine.gpus(), parts.gpus());
        var seed = RootSeed.practice(practice.id());
        var prepared = Preparation.of(practice, engine, gpu, seed, staging, terminal.err());
        var assignment = prepared.assignment();
        var one = parts.readReference(submission, assignment, staging.folder("submission"));
        try (var graders = GraderSet.of(assignment, parts.graders());
                var gpus = gpu.open(parts.gpus())) {
            var plan =
                    new RunPlan(
                            assignment,
                            graders,
                            prepared.identity(),
                            null,
                            1,
                            Retries.DEFAULT,
                            true,
                            gpus);
            return tell(run(plan, prepared, one, gpus), assignment);
        }
    }

    private RunSummary run(RunPlan plan, Preparation prepared, Submission submission, GpuPool gpus)
            throws InvalidAssignmentException, IOException {
        var posture = new PostureCheck(prepared, line -> {});
        var run =
                new GradingRun(
                        plan,
                        () -> {
                            var runtime = prepared.runtime();
                            var any = PostureCheck.anyOf(List.of(submission));
                            posture.demand(gpus, runtime, any);
                            return prepared.bench(parts.data(), runtime, prepared.seed());
                        },
                        new Unkept(),
                        event -> {},
                        time,
                        Steps.UNMARKED);
        return run.grade(List.of(submission), Set.of());
    }

    private ExitCode tell(RunSummary summary, Assignment assignment) {
        var report = summary.report().reports().stream().findFirst();
        var code = new Conclusion(summary, null).tell(terminal.err());
        report.ifPresent(it -> new CheckList(assignment, it).print(terminal.out()));
        var codes = EnumSet.of(code);
        if (!allPassed(report)) {
            codes.add(ExitCode.BELOW_LIMIT);
        }
        codes.remove(ExitCode.GRADED);
        return ExitCode.of(codes);
    }

    private static boolean allPassed(Optional<SubmissionReport> report) {
        return report.isPresent()
                && report.get().lines().stream().allMatch(line -> line.outcome().earnsAll());
    }
}
