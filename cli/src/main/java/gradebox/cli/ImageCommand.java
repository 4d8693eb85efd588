package gradebox.cli;

import gradebox.sandbox.Image;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Build and list the images that student code runs in. */
@Command(
        name = "image",
        description = "Build and list the images that student code runs in.",
        footer = {"  gradebox image build cpu", "  gradebox image list"})
final class ImageCommand implements Runnable {

    @Spec private CommandSpec spec = CommandSpec.create();

    private final Parts parts;
    private final Terminal terminal;

    ImageCommand(Parts parts, Terminal terminal) {
        this.parts = parts;
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say build or list");
    }

    @Command(name = "build", description = "Build an image from its recipe, if that has changed.")
    void build(
            @Parameters(
                            paramLabel = "NAME",
                            defaultValue = "cpu",
                            description = "cpu (unless said) or cuda.")
                    String name,
            @Option(
                            names = "--setup",
                            description =
                                    "Prepare this machine first if need be, as root: install"
                                            + " Debian's packages, start an engine.")
                    boolean setup,
            @Option(
                            names = "--engine",
                            paramLabel = "ENGINE",
                            defaultValue = EngineChoice.AUTO,
                            description = "auto (unless said), docker or bubblewrap.")
                    String engineName)
            throws IOException, UsageException, InterruptedException {
        var steps = new StepLines(terminal.err());
        if (setup) {
            parts.setUp(engineName, name, steps);
        }
        try (var engine = parts.engine(engineName)) {
            print(engine.build(name, steps));
        }
    }

    @Command(name = "list", description = "List the images that the engine has.")
    void list(
            @Option(
                            names = "--engine",
                            paramLabel = "ENGINE",
                            defaultValue = EngineChoice.AUTO,
                            description = "auto (unless said), docker or bubblewrap.")
                    String engineName)
            throws IOException, UsageException, InterruptedException {
        try (var engine = parts.engine(engineName)) {
            engine.images().forEach(this::print);
        }
    }

    private void print(Image image) {
        terminal.out().println(image.name() + "  " + image.digest());
    }
}
