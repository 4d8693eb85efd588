package gradebox.run;

import gradebox.assignments.Assignment;
import gradebox.grading.DataSet;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Workbench;
import gradebox.sandbox.SandboxException;
import java.util.List;

/** Make or read an assignment's data sets, once a run. */
@FunctionalInterface
public interface DataSource {

    /**
     * Return every data set of the assignment, in its order.
     *
     * @param bench where generators run, itself still without data
     * @throws InvalidAssignmentException if a generator or a file does not give what it should
     */
    List<DataSet> load(Assignment assignment, Workbench bench)
            throws SandboxException, InvalidAssignmentException, InterruptedException;
}
