package gradebox.cli;

import gradebox.assignments.Assignment;
import gradebox.assignments.intake.Attempts;
import gradebox.assignments.intake.IntakeException;
import gradebox.assignments.intake.IntakeResult;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Submission;
import gradebox.output.ClassTable;
import gradebox.output.SafeText;
import gradebox.run.GraderSet;
import gradebox.run.GradingRun;
import gradebox.run.OutputFolder;
import gradebox.run.OutputRefusedException;
import gradebox.run.Retries;
import gradebox.run.RootSeed;
import gradebox.run.RootSeeds;
import gradebox.run.RunListener;
import gradebox.run.RunPlan;
import gradebox.run.Timekeeper;
import gradebox.steps.Step;
import gradebox.steps.Steps;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lead one class from the command line's options to the table of results. */
final class Grading {
    private static final String DEMO = "mit-67960/hw1-backprop";

    private final Parts parts;
    private final Terminal terminal;
    private final Timekeeper time;
    private final Steps steps;

    Grading(Parts parts, Terminal terminal, Timekeeper time, Steps steps) {
        this.parts = parts;
        this.terminal = terminal;
        this.time = time;
        this.steps = steps;
    }

    /** Grade the sample class that ships. */
    ExitCode demo(Path out, GradeOptions.Machine machine, boolean fresh)
            throws InvalidAssignmentException,
                    OutputRefusedException,
                    UsageException,
                    IntakeException,
                    IOException,
                    InterruptedException {
        var sample = parts.assignment(DEMO).folder().resolve("class");
        return grade(
                new GradeOptions(
                        DEMO,
                        new GradeOptions.Sources(List.of(sample), null, Attempts.LAST),
                        out,
                        machine,
                        Set.of(),
                        fresh,
                        Set.of(),
                        null,
                        RootSeeds.PUBLISHED));
    }

    /** Grade a class. */
    ExitCode grade(GradeOptions options)
            throws InvalidAssignmentException,
                    OutputRefusedException,
                    UsageException,
                    IntakeException,
                    IOException,
                    InterruptedException {
        var ci = new CiReports(options.formats(), terminal, System.getenv());
        ci.begin();
        var assignment = parts.assignment(options.assignment());
        var gpu = GpuChoice.of(assignment.gpu(), options.machine().gpus(), parts.gpus());
        options.sources().demandExisting();
        OutputPlace.check(options.out(), options.sources().paths());
        var seed = rootSeed(options.rootSeed(), assignment);
        options.machine().setUp(parts, assignment, terminal.err());
        try (var graders = GradersAhead.begin(() -> GraderSet.of(assignment, parts.graders()));
                var engine = parts.engine(options.machine().engine());
                var staging = Staging.make()) {
            options.machine().tellChosen(engine, terminal.err());
            var within = options.machine().within();
            var err = terminal.err();
            var prepared = Preparation.of(assignment, within, engine, gpu, seed, staging, err);
            var intake = intake(options.sources(), assignment, staging);
            steps.reached(Step.SUBMISSIONS_STAGED);
            checkSelection(options.only(), intake.submissions());
            return grade(options, prepared, graders.get(), intake, ci);
        }
    }

    private IntakeResult intake(
            GradeOptions.Sources sources, Assignment assignment, Staging staging)
            throws IntakeException, IOException {
        try {
            return parts.read(sources, assignment, staging.folder("submissions"));
        } catch (IOException e) {
            throw staging.room().explain(e);
        }
    }

    private ExitCode grade(
            GradeOptions options,
            Preparation prepared,
            GraderSet graders,
            IntakeResult intake,
            CiReports ci)
            throws InvalidAssignmentException,
                    OutputRefusedException,
                    UsageException,
                    IntakeException,
                    IOException,
                    InterruptedException {
        var assignment = prepared.assignment();
        try (var out = OutputFolder.claim(options.out(), assignment.id(), steps);
                var log = RunLog.open(out.path().resolve("gradebox.log"));
                var gpus = prepared.gpu().open(parts.gpus())) {
            gpus.withdrawn().forEach(why -> note("not used: " + why, log));
            if (!gpus.isNone()) {
                for (var why : parts.gpus().unreadable()) {
                    note("not used, a GPU of which the driver says: " + why, log);
                }
            }
            for (var note : intake.notes()) {
                note(note, log);
            }
            var plan =
                    new RunPlan(
                            assignment,
                            graders,
                            prepared.identity(),
                            prepared.reference(parts),
                            prepared.workers(options.machine(), gpus.slots(), graders),
                            Retries.DEFAULT,
                            options.fresh(),
                            gpus);
            var store = parts.store(out.path());
            store.recover();
            store.checkRoom();
            options.origin(assignment).write(out.path());
            var posture = new PostureCheck(prepared, log::note);
            var run =
                    new GradingRun(
                            plan,
                            () -> {
                                var runtime = prepared.runtime();
                                var any = PostureCheck.anyOf(intake.submissions());
                                posture.demand(gpus, runtime, any);
                                return prepared.bench(parts.data(), runtime, prepared.seed());
                            },
                            store,
                            progress(ci).and(log),
                            time,
                            steps);
            var summary = run.grade(intake.submissions(), options.only());
            var report = summary.report().gradedIn(posture.found());
            store.save(report);
            var table = new ClassTable(terminal.look().style());
            ci.tell(report, out.path(), told -> table.print(told, out.path(), terminal.out()));
            return new Conclusion(summary, options.failUnder()).tell(terminal.err());
        }
    }

    private void note(String note, RunLog log) {
        log.note(note);
        terminal.err().println("Note: " + SafeText.line(note));
    }

    private RunListener progress(CiReports ci) {
        return terminal.live()
                ? new LiveProgress(terminal.err(), terminal.look())
                : new PlainProgress(terminal.err(), ci::shown);
    }

    private RootSeed rootSeed(@Nullable String said, Assignment assignment) throws IOException {
        return said == null ? parts.seeds().of(assignment.id()) : RootSeeds.named(said);
    }

    private static void checkSelection(Set<String> only, List<Submission> submissions)
            throws UsageException {
        if (submissions.isEmpty()) {
            throw new UsageException("there is no submission in what was given");
        }
        var unknown = new TreeSet<>(only);
        unknown.removeAll(submissions.stream().map(Submission::id).collect(Collectors.toSet()));
        if (!unknown.isEmpty()) {
            throw new UsageException(
                    "--only: there is no submission "
                            + String.join(", ", unknown)
                            + "; ids are folder or file names as grades.csv has them");
        }
    }
}
