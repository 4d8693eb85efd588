package gradebox.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Grade the sample class that ships. */
@Command(
        name = "demo",
        description = {
            "Grade the sample class that ships: right solutions, bugs, crashes, and one that cheats.",
            "Its seeds are published, so that its results are the same everywhere."
        },
        footer = {
            "  On a bare machine, as root:  gradebox demo --setup",
            "  Once it is set up:           gradebox demo -o out"
        })
final class DemoCommand implements Callable<Integer> {

    @Option(
            names = {"-o", "--out"},
            paramLabel = "OUT",
            defaultValue = "out/demo",
            description = "The folder that results go to; ${DEFAULT-VALUE} unless said.")
    private Path out = Path.of("");

    @Option(names = "--fresh", description = "Grade again what has not changed since the last run.")
    private boolean fresh;

    @ArgGroup(validate = false, heading = "%n@|bold Where it runs|@%n")
    private GradeCommand.Place place = new GradeCommand.Place();

    private final Grading grading;

    DemoCommand(Grading grading) {
        this.grading = grading;
    }

    @Override
    public Integer call() throws Exception {
        return grading.demo(out, place.machine(), fresh).number();
    }
}
