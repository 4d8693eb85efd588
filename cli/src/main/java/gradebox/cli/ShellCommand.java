package gradebox.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Open a graded submission in the sandbox that graded it. */
@Command(
        name = "shell",
        description = {
            "Open a shell in the sandbox that graded a submission, with that submission in it, to answer",
            "a regrade request. Nothing that is done there changes a grade."
        },
        customSynopsis = {
            "@|bold gradebox shell|@ RUN SUBMISSION [CHECK] [options]",
        },
        footer = {
            "  gradebox shell out okafor_ada",
            "  gradebox shell out okafor_ada gradients/reluBackward",
            "  echo 'python3 -c \"import solution\"' | gradebox shell out okafor_ada"
        })
final class ShellCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "RUN",
            description = "The folder that gradebox grade -o wrote.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path run;

    @Parameters(
            index = "1",
            paramLabel = "SUBMISSION",
            description = "Its id, as grades.csv has it.")
    private String submission = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "CHECK",
            description =
                    "A check of the rubric, GRADER/NAME: say what is recorded of it, and run it again"
                            + " as grading does.")
    private @Nullable String check;

    @Option(names = "--no-shell", description = "Open none.")
    private boolean closed;

    @ArgGroup(validate = false, heading = "%n@|bold Where things are, if not as in the run|@%n")
    private Where where = new Where();

    private final Shelling shelling;

    ShellCommand(Shelling shelling) {
        this.shelling = shelling;
    }

    @Override
    public Integer call() throws Exception {
        return shelling.open(new ShellOptions(run, submission, check, !closed, where.places()))
                .number();
    }

    /** Where things are. */
    static final class Where {
        @Option(
                names = "--from",
                arity = "1..*",
                paramLabel = "SUBMISSIONS",
                description = "What gradebox grade was given, or that submission alone.")
        private List<Path> submissions = List.of();

        @Option(
                names = "--assignment",
                paramLabel = "ASSIGNMENT",
                description = "Its folder, or the id of one that ships.")
        private @Nullable String assignment;

        @Option(
                names = "--root-seed",
                paramLabel = "FILE",
                description = "The secret that the run's seeds came from.")
        private @Nullable String rootSeed;

        @Option(
                names = "--engine",
                paramLabel = "ENGINE",
                description = "auto, docker, bubblewrap or process.")
        private @Nullable String engine;

        @Option(
                names = "--gpus",
                paramLabel = "WHICH",
                description = "all, none, or devices such as 0,1, by number or UUID.")
        private @Nullable String gpus;

        ShellOptions.Places places() {
            return new ShellOptions.Places(submissions, assignment, rootSeed, engine, gpus);
        }
    }
}
