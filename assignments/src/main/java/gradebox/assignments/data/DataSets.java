package gradebox.assignments.data;

import gradebox.assignments.Assignment;
import gradebox.assignments.Assignment.DataDefinition;
import gradebox.grading.DataSet;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Workbench;
import gradebox.sandbox.SandboxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Make an assignment's data sets, once a run and two at a time: generated in a sandbox that no
 * student's file is in, or read from files that staff bring.
 */
public final class DataSets {
    /** A generator is one process for the most part, and has all of a submission's memory. */
    private static final int AT_A_TIME = 2;

    /**
     * Return every data set of an assignment, in its order.
     *
     * @param bench where generators run
     * @throws InvalidAssignmentException if a generator or a file does not give what it should
     */
    public List<DataSet> load(Assignment assignment, Workbench bench)
            throws SandboxException, InvalidAssignmentException, InterruptedException {
        var threads = Thread.ofPlatform().daemon().name("data-", 1).factory();
        try (var crew = Executors.newFixedThreadPool(AT_A_TIME, threads)) {
            try {
                var sets = new ArrayList<Future<DataSet>>();
                for (var definition : assignment.data()) {
                    sets.add(crew.submit(() -> load(definition, bench)));
                }
                return results(sets);
            } finally {
                crew.shutdownNow();
            }
        }
    }

    private static DataSet load(DataDefinition definition, Workbench bench)
            throws SandboxException, InvalidAssignmentException, InterruptedException {
        return switch (definition) {
            case DataDefinition.Generated generated -> Generator.run(generated, bench);
            case DataDefinition.Brought brought -> BroughtFiles.read(brought);
        };
    }

    private static List<DataSet> results(List<Future<DataSet>> sets)
            throws SandboxException, InvalidAssignmentException, InterruptedException {
        var results = new ArrayList<DataSet>();
        for (var set : sets) {
            try {
                results.add(set.get());
            } catch (ExecutionException e) {
                switch (Objects.requireNonNull(e.getCause())) {
                    case SandboxException engine -> throw engine;
                    case InvalidAssignmentException invalid -> throw invalid;
                    default -> throw new IllegalStateException("a bug while data were made", e);
                }
            }
        }
        return results;
    }
}
