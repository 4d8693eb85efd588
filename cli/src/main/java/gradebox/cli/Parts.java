package gradebox.cli;

import gradebox.assignments.Assignment;
import gradebox.assignments.AssignmentLoader;
import gradebox.assignments.Catalogue;
import gradebox.assignments.intake.IntakeException;
import gradebox.assignments.intake.IntakeResult;
import gradebox.grading.GraderProvider;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Submission;
import gradebox.output.ResultStore;
import gradebox.run.DataSource;
import gradebox.run.RootSeeds;
import gradebox.sandbox.docker.Progress;
import gradebox.sandbox.gpu.GpuDriver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Choose what a run is made of. Nothing is loaded before it is asked for, so that a short command
 * stays short.
 */
interface Parts {

    Catalogue catalogue();

    AssignmentLoader loader();

    /** Find and read an assignment, by path or by id. */
    default Assignment assignment(String name) throws InvalidAssignmentException {
        return loader().load(catalogue().resolve(name));
    }

    /** Unpack what was handed in below a folder of ours. */
    IntakeResult read(GradeOptions.Sources sources, Assignment assignment, Path staging)
            throws IntakeException, IOException;

    /** Unpack the reference solution. */
    Submission readReference(Path folder, Assignment assignment, Path staging)
            throws IntakeException, IOException;

    /** Return all kinds of grader, by type. */
    Map<String, GraderProvider> graders();

    /**
     * Make this machine able to grade; may install packages and start an engine.
     *
     * @param engine what shall run sandboxes, as {@link #engine} takes it
     * @param image which image that ships is needed
     */
    void setUp(String engine, String image, Progress progress)
            throws IOException, UsageException, InterruptedException;

    /** Connect to an engine by its name; {@code auto} is the strongest that works. */
    Engine engine(String name) throws IOException, UsageException, InterruptedException;

    /** Return what knows this machine's GPUs. */
    GpuDriver gpus();

    DataSource data();

    RootSeeds seeds();

    /** Keep results below a folder. */
    ResultStore store(Path out);
}
