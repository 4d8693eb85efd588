package gradebox.cli;

import gradebox.assignments.Assignment;
import gradebox.assignments.intake.IntakeException;
import gradebox.grading.DataSet;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.PythonRuntime;
import gradebox.grading.Submission;
import gradebox.grading.Workbench;
import gradebox.output.SafeText;
import gradebox.run.DataSource;
import gradebox.run.GraderSet;
import gradebox.run.RootSeed;
import gradebox.run.RunIdentity;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Image;
import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hold what a run stands on, once the machine has been found able to grade. There is no other way
 * to one than {@link #of}, so that no command grades with limits that the machine cannot keep.
 */
final class Preparation {
    private final Assignment assignment;
    private final Image image;
    private final Engine engine;
    private final GpuChoice gpu;
    private final RootSeed seed;
    private final Staging staging;

    private Preparation(
            Assignment assignment,
            Image image,
            Engine engine,
            GpuChoice gpu,
            RootSeed seed,
            Staging staging) {
        this.assignment = assignment;
        this.image = image;
        this.engine = engine;
        this.gpu = gpu;
        this.seed = seed;
        this.staging = staging;
    }

    /** Prepare with the time that the assignment gives. */
    static Preparation of(
            Assignment meant,
            Engine engine,
            GpuChoice gpu,
            RootSeed seed,
            Staging staging,
            PrintWriter messages)
            throws IOException, InterruptedException {
        return of(meant, null, engine, gpu, seed, staging, messages);
    }

    /**
     * Find the image, and fit the assignment's time limits to the processors that are there; tell
     * both.
     *
     * @param within how long one submission may take, whatever its assignment says, or null
     */
    static Preparation of(
            Assignment meant,
            @Nullable Duration within,
            Engine engine,
            GpuChoice gpu,
            RootSeed seed,
            Staging staging,
            PrintWriter messages)
            throws IOException, InterruptedException {
        var image = engine.image(meant.image(), new StepLines(messages));
        var pace = new Pace(engine.processors(), within);
        pace.note(meant).ifPresent(note -> messages.println("Note: " + SafeText.line(note)));
        return new Preparation(pace.fit(meant), image, engine, gpu, seed, staging);
    }

    /** Return the assignment with the time limits that are fair here. */
    Assignment assignment() {
        return assignment;
    }

    Image image() {
        return image;
    }

    Engine engine() {
        return engine;
    }

    GpuChoice gpu() {
        return gpu;
    }

    RootSeed seed() {
        return seed;
    }

    Staging staging() {
        return staging;
    }

    /** Return what results depend on beside the submissions. */
    RunIdentity identity() throws IOException {
        return new RunIdentity(
                assignment.id(),
                assignment.digest(),
                image,
                engine.sandboxes().recorded(),
                Version.number() + " build " + BuildDigest.ofClassPath(classPath()),
                seed.fingerprint(),
                gpu.kind());
    }

    /** Tell whether the kernel bounds no sandbox's memory here. */
    private boolean isDegraded() {
        return engine.sandboxes().degraded();
    }

    /**
     * Return how many submissions are graded at a time.
     *
     * @param most how many get a GPU at a time
     */
    int workers(GradeOptions.Machine machine, int most, GraderSet graders) throws UsageException {
        int workers = machine.workersFor(assignment, most, graders);
        if (!isDegraded()) {
            return workers;
        }
        if (machine.workers() != null && machine.workers() > 1) {
            throw new UsageException(
                    "-j %d: without control groups submissions are graded one at a time; leave -j out"
                            .formatted(machine.workers()));
        }
        return 1;
    }

    /**
     * Set up what graders work with under a root, the data sets included.
     *
     * @param runtime from {@link #runtime}, staged once
     */
    Workbench bench(DataSource data, Path runtime, RootSeed root)
            throws SandboxException, InvalidAssignmentException, InterruptedException {
        return bench(runtime, data.load(assignment, bench(runtime, List.of(), root)), root);
    }

    /** Set up what needs no data. */
    Workbench bare(Path runtime) {
        return bench(runtime, List.of(), seed);
    }

    private Workbench bench(Path runtime, List<DataSet> data, RootSeed root) {
        return new Workbench(
                engine.sandboxes(),
                image,
                assignment.limits(),
                assignment.perCheck(),
                GpuRequest.NONE, // each submission has its own
                assignment.submission().entry(),
                runtime,
                data,
                root.seeds());
    }

    /** Unpack the reference solution; null where the assignment names none. */
    @Nullable Submission reference(Parts parts) throws IntakeException, IOException {
        var folder = assignment.reference();
        return folder == null
                ? null
                : parts.readReference(folder, assignment, staging.folder("reference"));
    }

    /** Stage our own files that sandboxes see, once a run. */
    Path runtime() throws SandboxException {
        try {
            var folder = staging.folder("runtime");
            PythonRuntime.stage(folder);
            return folder;
        } catch (IOException e) {
            throw new SandboxException("the run's own files cannot be staged", e);
        }
    }

    private static String classPath() {
        return System.getProperty("java.class.path", "");
    }
}
