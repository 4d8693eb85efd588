package gradebox.assignments.data;

import gradebox.assignments.Assignment;
import gradebox.assignments.Assignment.DataDefinition;
import gradebox.grading.DataSet;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Workbench;
import gradebox.sandbox.SandboxException;
import java.util.ArrayList;
import java.util.List;

/**
 * Make an assignment's data sets, once a run: generated in a sandbox that no student's file is in,
 * or read from files that staff bring.
 */
public final class DataSets {

    /**
     * Return every data set of an assignment, in its order.
     *
     * @param bench where generators run
     * @throws InvalidAssignmentException if a generator or a file does not give what it should
     */
    public List<DataSet> load(Assignment assignment, Workbench bench)
            throws SandboxException, InvalidAssignmentException, InterruptedException {
        var sets = new ArrayList<DataSet>();
        for (var definition : assignment.data()) {
            sets.add(
                    switch (definition) {
                        case DataDefinition.Generated generated -> Generator.run(generated, bench);
                        case DataDefinition.Brought brought -> BroughtFiles.read(brought);
                    });
        }
        return sets;
    }
}
