package gradebox.cli;

import gradebox.assignments.Assignment;
import gradebox.grading.GraderProvider;
import gradebox.grading.InvalidAssignmentException;
import gradebox.run.DataSource;
import gradebox.run.ResultStore;
import gradebox.run.RootSeeds;
import gradebox.run.RunSummary;
import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Choose what a run is made of. Nothing is loaded before it is asked for, so that a short command
 * stays short.
 */
interface Parts {

    /** Find and read an assignment, by path or by id. */
    Assignment assignment(String name) throws InvalidAssignmentException;

    /** Unpack what was handed in below a folder of ours. */
    Intake read(GradeOptions.Sources sources, Assignment assignment, Path staging)
            throws UsageException, IOException;

    /** Return all kinds of grader, by type. */
    Map<String, GraderProvider> graders();

    /** Make this machine able to grade; may install packages and start an engine. */
    void setUp(Steps steps) throws SandboxException, UsageException, InterruptedException;

    /** Connect to an engine by its name. */
    Engine engine(String name) throws SandboxException, UsageException, InterruptedException;

    DataSource data();

    RootSeeds seeds();

    /** Keep results below a folder. */
    ResultStore store(Path out);

    /** Write what is known of the class as a whole, and show it. */
    void publish(RunSummary summary, Path out, Terminal terminal) throws IOException;
}
