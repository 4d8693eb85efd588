package gradebox.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Look at this machine for what grading needs. */
@Command(
        name = "doctor",
        description = "Look at this machine for what grading needs, and say what to do.",
        footer = {"  gradebox doctor", "  gradebox doctor --gpus all --json"})
final class DoctorCommand implements Callable<Integer> {
    private final Doctoring doctoring;

    @Option(names = "--engine", paramLabel = "ENGINE", description = EngineChoice.OPTION)
    private String engine = EngineChoice.AUTO;

    @Option(
            names = "--gpus",
            paramLabel = "WHICH",
            description = "Look at GPUs and their toolkit too: all, or devices such as 0,1.")
    private @Nullable String gpus;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "OUT",
            description = "Where results will go: is there room?")
    private Path out = Path.of("");

    @Option(names = "--json", description = "Print a JSON document instead of a table.")
    private boolean json;

    DoctorCommand(Doctoring doctoring) {
        this.doctoring = doctoring;
    }

    @Override
    public Integer call() throws InterruptedException {
        return doctoring.examine(new Doctoring.Question(engine, gpus, out), json).number();
    }
}
