package gradebox.run;

import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Workbench;
import gradebox.sandbox.SandboxException;

/** Set up what graders work with; asked only if there is something to grade. */
@FunctionalInterface
public interface WorkbenchSource {

    /** Return the workbench, its data sets loaded. */
    Workbench get() throws SandboxException, InvalidAssignmentException, InterruptedException;
}
