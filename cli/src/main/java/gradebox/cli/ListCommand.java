package gradebox.cli;

import gradebox.assignments.Assignment;
import gradebox.assignments.AssignmentLoader;
import gradebox.assignments.Catalogue;
import gradebox.grading.InvalidAssignmentException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** List the assignments that ship; a broken one is told on standard error and left out. */
@Command(name = "list", description = "List the assignments that ship with gradebox.")
final class ListCommand implements Callable<Integer> {
    private final Catalogue catalogue;
    private final Supplier<AssignmentLoader> loader;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--json", description = "Print a JSON list instead of a table.")
    private boolean json;

    /** Make the command; its loader is dear to make, and asked for only when it runs. */
    ListCommand(Catalogue catalogue, Supplier<AssignmentLoader> loader) {
        this.catalogue = catalogue;
        this.loader = loader;
    }

    @Override
    public Integer call() {
        var reader = loader.get();
        var assignments = new ArrayList<Assignment>();
        int exit = 0;
        for (var folder : catalogue.folders()) {
            try {
                assignments.add(reader.load(folder));
            } catch (InvalidAssignmentException e) {
                spec.commandLine().getErr().println(e.getMessage());
                exit = ExitCode.INVALID_ASSIGNMENT.number();
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(
                json
                        ? AssignmentListing.json(assignments).toPrettyString() + "\n"
                        : AssignmentListing.table(assignments));
        out.flush();
        return exit;
    }
}
