package gradebox.cli;

import gradebox.assignments.Assignment;
import gradebox.assignments.calibrate.BandChecks;
import gradebox.assignments.calibrate.Calibration;
import gradebox.assignments.calibrate.Calibration.Conditions;
import gradebox.assignments.calibrate.Complaint;
import gradebox.assignments.calibrate.ReferenceFile;
import gradebox.assignments.intake.IntakeException;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Submission;
import gradebox.run.CalibrationRun;
import gradebox.run.GraderSet;
import gradebox.run.Hardware;
import gradebox.run.PackageVersions;
import gradebox.run.Retries;
import gradebox.run.RootSeed;
import gradebox.run.RunPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lead one calibration from the command line's options to what it says of the bands. */
final class Calibrating {
    private static final int ENOUGH = 20;

    private final Parts parts;
    private final Terminal terminal;

    Calibrating(Parts parts, Terminal terminal) {
        this.parts = parts;
        this.terminal = terminal;
    }

    /** Measure an assignment's own solutions, and write {@code reference.yaml}. */
    ExitCode calibrate(String name, int seeds, GradeOptions.Machine machine)
            throws InvalidAssignmentException,
                    UsageException,
                    IntakeException,
                    IOException,
                    InterruptedException {
        if (seeds < 2) {
            throw new UsageException("--seeds takes a number from 2 on, not " + seeds);
        }
        var assignment = measurable(parts.assignment(name));
        var gpu = GpuChoice.of(assignment.gpu(), machine.gpus(), parts.gpus());
        machine.setUp(parts, assignment, terminal.err());
        try (var engine = parts.engine(machine.engine());
                var staging = Staging.make()) {
            machine.tellChosen(engine, terminal.err());
            var root = RootSeed.calibration(0); // for what depends on no seed
            var prepared = Preparation.of(assignment, engine, gpu, root, staging, terminal.err());
            var calibration = measure(prepared, seeds, machine);
            var file = ReferenceFile.write(assignment.folder(), calibration);
            var complaints = BandChecks.judge(assignment);
            return tell(assignment, calibration, complaints, file);
        }
    }

    /** Check that there is something to measure. */
    private static Assignment measurable(Assignment assignment) throws InvalidAssignmentException {
        if (assignment.reference() == null) {
            throw new InvalidAssignmentException(
                    assignment.id() + ": names no reference solution; add `reference: FOLDER`");
        }
        if (assignment.graders().stream().noneMatch(BandChecks::isModel)) {
            throw new InvalidAssignmentException(
                    assignment.id() + ": has no grader of type model, so no band to calibrate");
        }
        return assignment;
    }

    private Calibration measure(Preparation prepared, int seeds, GradeOptions.Machine machine)
            throws InvalidAssignmentException,
                    UsageException,
                    IntakeException,
                    IOException,
                    InterruptedException {
        var assignment = prepared.assignment();
        var measuring = assignment.withGraders(CalibrationRun.measuring(assignment));
        var fingerprints = SeedTable.fingerprints(assignment);
        var solutions = solutions(prepared);
        try (var graders = GraderSet.of(measuring, parts.graders());
                var gpus = prepared.gpu().open(parts.gpus())) {
            int workers = Math.min(seeds, prepared.workers(machine, gpus.slots(), graders));
            var identity = prepared.identity();
            var plan =
                    new RunPlan(
                            measuring,
                            graders,
                            identity,
                            null,
                            workers,
                            Retries.DEFAULT,
                            true,
                            gpus);
            var runtime = prepared.runtime();
            var any = PostureCheck.anyOf(solutions.values());
            new PostureCheck(prepared, line -> {}).demand(gpus, runtime, any);
            var packages = PackageVersions.of(prepared.bare(runtime));
            var progress = new SeedLines(terminal.err(), seeds, solutions.size(), workers);
            var run =
                    new CalibrationRun(
                            plan,
                            solutions,
                            number ->
                                    prepared.bench(
                                            parts.data(), runtime, RootSeed.calibration(number)),
                            progress);
            var runs = run.measure(seeds, progress::measured);
            var table = new SeedTable(assignment, fingerprints, runs);
            return new Calibration(conditions(prepared, workers, packages), table.metrics());
        }
    }

    private static Conditions conditions(
            Preparation prepared, int workers, Map<String, String> packages) {
        var hardware =
                new Calibration.Hardware(
                        Hardware.processor(),
                        prepared.assignment().limits().cpus(),
                        prepared.gpu().kind(),
                        Hardware.system(),
                        workers);
        return new Conditions(RootSeed.CALIBRATION, prepared.image(), packages, hardware);
    }

    private Map<String, Submission> solutions(Preparation prepared)
            throws IntakeException, IOException {
        var all = new LinkedHashMap<String, Submission>();
        for (var solution : List.of(SeedTable.REFERENCE, SeedTable.BASELINE)) {
            var assignment = prepared.assignment();
            var folder =
                    solution.equals(SeedTable.REFERENCE)
                            ? assignment.reference()
                            : assignment.baseline();
            if (folder != null) {
                var staged = prepared.staging().folder(solution);
                all.put(solution, parts.readReference(folder, assignment, staged));
            }
        }
        return all;
    }

    private ExitCode tell(
            Assignment assignment, Calibration calibration, List<Complaint> complaints, Path file)
            throws InvalidAssignmentException {
        new BandTable(terminal.out()).print(assignment, calibration);
        terminal.out().println("Written: " + file);
        var seeds = calibration.metrics().values().iterator().next().trainingSeeds().size();
        if (seeds < ENOUGH) {
            terminal.err().println("Note: bands want %d seeds or more.".formatted(ENOUGH));
        }
        if (assignment.baseline() == null) {
            terminal.err()
                    .println(
                            "Note: no `baseline: FOLDER` is named, so nothing says where points"
                                    + " may begin.");
        }
        complaints.forEach(complaint -> terminal.out().println(complaint.line()));
        return complaints.stream().anyMatch(Complaint::refused)
                ? ExitCode.INVALID_ASSIGNMENT
                : ExitCode.GRADED;
    }
}
