package gradebox.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pack an assignment for use elsewhere. */
@Command(
        name = "package",
        description = "Pack an assignment's visible checks for students, with data to practise on.",
        footer = {"  gradebox package mit-67960/hw1-backprop --public -o public.zip"})
final class PackageCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "ASSIGNMENT",
            description = "A folder with an assignment.yaml, or the id of one that ships.")
    private String assignment = "";

    @Option(
            names = "--public",
            required = true,
            description =
                    "What students may have: visible checks with their source, data of a published"
                            + " seed; nothing hidden, no reference solution.")
    private boolean isPublic;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "The zip to write.")
    private Path out = Path.of("");

    @Option(names = "--engine", paramLabel = "ENGINE", description = EngineChoice.OPTION)
    private String engine = EngineChoice.AUTO;

    @Option(names = "--setup", description = EngineChoice.SETUP)
    private boolean setup;

    private final PublicPackaging packaging;

    PackageCommand(PublicPackaging packaging) {
        this.packaging = packaging;
    }

    @Override
    public Integer call() throws Exception {
        if (!isPublic) {
            throw new UsageException("say --public: it is what can be packed");
        }
        var machine = new GradeOptions.Machine(null, engine, "none", setup);
        return packaging.pack(assignment, out, machine).number();
    }
}
