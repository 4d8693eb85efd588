package gradebox.cli;

import gradebox.assignments.Assignment;
import gradebox.autograder.AutograderSettings;
import gradebox.autograder.PackageContents;
import gradebox.grading.InvalidAssignmentException;
import gradebox.run.GraderSet;
import gradebox.run.RootSeed;
import gradebox.run.RootSeeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Make an autograder for Gradescope: the zip, then say what is in it and what it will lack. */
final class GradescopePackaging {
    private static final double MIB = 1 << 20;

    private final Parts parts;
    private final Path home;
    private final Terminal terminal;

    /**
     * @param home gradebox's own folder
     */
    GradescopePackaging(Parts parts, Path home, Terminal terminal) {
        this.parts = parts;
        this.home = home;
        this.terminal = terminal;
    }

    /**
     * Say what an autograder is packed with beside its assignment.
     *
     * @param settings how it grades
     * @param rootSeed a file, {@code published}, or null for the staff's own
     * @param pipOptions for pip, which installs Python's packages
     * @param script a shell script that installs more, or null
     */
    record Options(
            AutograderSettings settings,
            @Nullable String rootSeed,
            String pipOptions,
            @Nullable Path script) {}

    ExitCode pack(String name, Path out, Options options)
            throws InvalidAssignmentException, UsageException, IOException {
        var assignment = parts.assignment(name);
        demandNoGpu(assignment);
        GraderSet.of(assignment, parts.graders()).close(); // no package of what cannot be graded
        if (options.script() != null && !Files.isRegularFile(options.script())) {
            throw new UsageException(options.script() + ": there is no such script");
        }
        var contents =
                new PackageContents(
                        home,
                        parts.loader().files(parts.catalogue().resolve(name)),
                        options.settings(),
                        seed(assignment, options.rootSeed()).hex(),
                        options.pipOptions(),
                        options.script());
        contents.write(out);
        tell(assignment, out, options);
        return ExitCode.GRADED;
    }

    private static void demandNoGpu(Assignment assignment) throws UsageException {
        if (assignment.gpu().need() == Assignment.GpuNeed.Need.REQUIRED) {
            throw new UsageException(
                    "%s needs a GPU, and Gradescope has none: grade it where one is, and show the results there by gradebox publish"
                            .formatted(assignment.id()));
        }
    }

    private RootSeed seed(Assignment assignment, @Nullable String said) throws IOException {
        return said == null ? parts.seeds().of(assignment.id()) : RootSeeds.named(said);
    }

    private void tell(Assignment assignment, Path out, Options options) throws IOException {
        terminal.out()
                .println(
                        "%s: %s, %.0f MiB; it holds what students must not see"
                                .formatted(out, assignment.id(), Files.size(out) / MIB));
        if (assignment.image() instanceof Assignment.ImageChoice.Recipe
                && options.script() == null) {
            note(
                    "Gradescope does not build the assignment's own image: install what it has by --setup-script");
        }
        var most = options.settings().timeout();
        var meant = assignment.limits().wall();
        if (most.compareTo(meant) < 0) {
            note(
                    "the assignment allows %d s for a submission, --timeout %dm less: what does not fit is cut off there"
                            .formatted(meant.toSeconds(), most.toMinutes()));
        }
        terminal.out().flush();
        terminal.err().flush();
    }

    private void note(String note) {
        terminal.err().println("Note: " + note);
    }
}
