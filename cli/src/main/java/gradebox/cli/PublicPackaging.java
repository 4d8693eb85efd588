package gradebox.cli;

import gradebox.assignments.Assignment;
import gradebox.grading.DataSet;
import gradebox.grading.InvalidAssignmentException;
import gradebox.run.RootSeed;
import gradebox.selfcheck.PublicBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Make a public bundle: its data in a grader's sandbox, then the zip, then say what is in it. */
final class PublicPackaging {
    private final Parts parts;
    private final Terminal terminal;

    PublicPackaging(Parts parts, Terminal terminal) {
        this.parts = parts;
        this.terminal = terminal;
    }

    ExitCode pack(String name, Path out, GradeOptions.Machine machine)
            throws InvalidAssignmentException, UsageException, IOException, InterruptedException {
        var assignment = parts.assignment(name);
        var document = parts.loader().document(parts.catalogue().resolve(name));
        var bundle = PublicBundle.of(assignment, document);
        var needed = bundle.toGenerate();
        var data =
                needed.data().isEmpty()
                        ? List.<DataSet>of()
                        : generate(needed, bundle.seed(), machine);
        tell(assignment, bundle.write(out, data, parts.graders()), out);
        return ExitCode.GRADED;
    }

    private List<DataSet> generate(Assignment needed, RootSeed seed, GradeOptions.Machine machine)
            throws InvalidAssignmentException, UsageException, IOException, InterruptedException {
        machine.setUp(parts, needed, terminal.err());
        try (var engine = parts.engine(machine.engine());
                var staging = Staging.make()) {
            machine.tellChosen(engine, terminal.err());
            var prepared =
                    Preparation.of(needed, engine, GpuChoice.NONE, seed, staging, terminal.err());
            return prepared.bench(parts.data(), prepared.runtime(), seed).data();
        }
    }

    private void tell(Assignment assignment, PublicBundle.Written written, Path out) {
        terminal.out()
                .println(
                        "Written: %s, %d of %d checks"
                                .formatted(
                                        out,
                                        written.checks(),
                                        assignment.rubric().checks().size()));
        written.files().forEach(file -> terminal.out().println("  in it, " + file));
        written.notes().forEach(note -> terminal.out().println("  " + note));
    }
}
