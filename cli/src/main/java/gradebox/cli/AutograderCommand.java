package gradebox.cli;

import gradebox.autograder.AutograderRun;
import gradebox.autograder.AutograderRun.Places;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Grade what lies in Gradescope's container: a package's {@code run_autograder} calls this. */
@Command(
        name = "autograder",
        hidden = true,
        description = "Grade the submission in a container of Gradescope's.")
final class AutograderCommand implements Callable<Integer> {
    private final Grading grading;
    private final Terminal terminal;

    @Parameters(paramLabel = "FOLDER", description = "The platform's /autograder.")
    private Path folder = Path.of("/autograder");

    AutograderCommand(Grading grading, Terminal terminal) {
        this.grading = grading;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        var places = Places.in(folder);
        return new AutograderRun(
                        places,
                        (submission, out, within) -> grade(places, submission, out, within),
                        terminal.out())
                .run();
    }

    private int grade(Places places, Path submission, Path out, Duration within) throws Exception {
        var options =
                new GradeOptions(
                        places.assignment().toString(),
                        GradeOptions.Sources.one(submission),
                        out,
                        new GradeOptions.Machine(1, EngineChoice.AUTO, "none", false, within),
                        Set.of(),
                        true,
                        Set.of(),
                        null,
                        places.rootSeed().toString());
        return grading.grade(options).number();
    }
}
