package gradebox.cli;

import gradebox.assignments.Assignment;
import gradebox.assignments.AssignmentLoader;
import gradebox.assignments.Catalogue;
import gradebox.assignments.calibrate.BandChecks;
import gradebox.grading.GraderProvider;
import gradebox.grading.InvalidAssignmentException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Check assignments as far as that goes without a submission: their suites are compiled, too. */
@Command(name = "validate", description = "Check assignments and compile their suites.")
final class ValidateCommand implements Callable<Integer> {
    private final Catalogue catalogue;
    private final Supplier<AssignmentLoader> loader;
    private final Supplier<Map<String, GraderProvider>> providers;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(
            paramLabel = "ASSIGNMENT",
            arity = "1..*",
            description = "An assignment's folder, or the id of one that ships.")
    private List<String> names = List.of();

    /**
     * Make the command.
     *
     * @param providers the graders that are installed, by type
     */
    ValidateCommand(
            Catalogue catalogue,
            Supplier<AssignmentLoader> loader,
            Supplier<Map<String, GraderProvider>> providers) {
        this.catalogue = catalogue;
        this.loader = loader;
        this.providers = providers;
    }

    @Override
    public Integer call() {
        int exit = 0;
        PrintWriter out = spec.commandLine().getOut();
        for (var name : names) {
            try {
                out.println(name + ": " + validate(name, out));
            } catch (InvalidAssignmentException e) {
                e.problems().forEach(out::println);
                exit = ExitCode.INVALID_ASSIGNMENT.number();
            }
        }
        out.flush();
        return exit;
    }

    private String validate(String name, PrintWriter out) throws InvalidAssignmentException {
        var assignment = loader.get().load(catalogue.resolve(name));
        makeGraders(name, assignment);
        judgeBands(name, assignment, out);
        int checks = assignment.rubric().checks().size();
        return "ok: %s, %s points"
                .formatted(
                        checks == 1 ? "1 check" : checks + " checks",
                        assignment.rubric().points().toPlainString());
    }

    private static void judgeBands(String name, Assignment assignment, PrintWriter out)
            throws InvalidAssignmentException {
        var refused = new ArrayList<String>();
        for (var complaint : BandChecks.judge(assignment)) {
            if (complaint.refused()) {
                refused.add(name + ": " + complaint.line());
            } else {
                out.println(name + ": " + complaint.line());
            }
        }
        if (!refused.isEmpty()) {
            throw new InvalidAssignmentException(refused);
        }
    }

    private void makeGraders(String name, Assignment assignment) throws InvalidAssignmentException {
        var installed = providers.get();
        var problems = new ArrayList<String>();
        for (var definition : assignment.graders()) {
            var provider = installed.get(definition.type());
            if (provider == null) {
                throw new IllegalStateException(
                        "the loader let pass a grader " + definition.type());
            }
            try {
                provider.create(definition).close();
            } catch (InvalidAssignmentException e) {
                String prefix = name + ": graders." + definition.id() + ": ";
                e.problems().forEach(problem -> problems.add(prefix + problem));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidAssignmentException(problems);
        }
    }
}
