package gradebox.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Attack gradebox on this machine. */
@Command(
        name = "redteam",
        description = {
            "Attack gradebox on this machine: grade a corpus of hostile submissions in its sandboxes,",
            "and check after each that nothing got through."
        },
        footer = {
            "  gradebox redteam",
            "  gradebox redteam --only 56,60-63",
            "  gradebox redteam --image my-course/torch:2026 --only 25-28,43,56",
            "",
            "The attacks lie in cli/attacks; each says in its expect.yaml what has to happen."
        })
final class RedteamCommand implements Callable<Integer> {

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "WHICH",
            description = "Run these attacks: numbers, ranges (60-63) and names, by comma.")
    private List<String> only = List.of();

    @Option(
            names = "--corpus",
            paramLabel = "FOLDER",
            description = "Run attacks of your own; the ones that ship are in cli/attacks.")
    private @Nullable Path corpus;

    @Option(names = "--engine", paramLabel = "ENGINE", description = EngineChoice.OPTION)
    private String engine = EngineChoice.AUTO;

    @Option(
            names = "--image",
            paramLabel = "NAME",
            description =
                    "Run on an image of your own, which the Docker engine has; on what each target asks for, unless said.")
    private @Nullable String image;

    @Option(
            names = {"-j", "--jobs"},
            paramLabel = "N",
            description = "Run so many attacks at a time; one a processor, unless said.")
    private @Nullable Integer jobs;

    @Option(
            names = "--apart",
            description =
                    "Grade each attack in a run of its own; up to eight share one, unless said.")
    private boolean apart;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Write what became of each to a file as well.")
    private @Nullable Path json;

    @Option(
            names = "--keep",
            paramLabel = "FOLDER",
            description = "Keep all that was graded, and what came of it, in a new folder.")
    private @Nullable Path keep;

    @Option(names = "--setup", description = EngineChoice.SETUP)
    private boolean setup;

    private final Redteaming redteaming;

    RedteamCommand(Redteaming redteaming) {
        this.redteaming = redteaming;
    }

    private Redteaming.Pace pace() {
        return new Redteaming.Pace(jobs, apart);
    }

    @Override
    public Integer call() throws Exception {
        return redteaming
                .attack(
                        new Redteaming.Options(
                                corpus, only, engine, image, pace(), json, keep, setup))
                .number();
    }
}
