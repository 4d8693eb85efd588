package gradebox.run;

import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Workbench;
import gradebox.sandbox.SandboxException;

/** Set up what graders work with, once for each of several seeds. */
@FunctionalInterface
public interface SeededBench {

    /**
     * Return the workbench of a seed, its data sets made from that seed. Called by many threads.
     *
     * @param number which seed: 0, 1, …
     */
    Workbench get(int number)
            throws SandboxException, InvalidAssignmentException, InterruptedException;
}
