package gradebox.cli;

import gradebox.output.AtomicFile;
import gradebox.output.SafeText;
import gradebox.replay.Replay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Take a graded run to Gradescope. */
@Command(
        name = "publish",
        description = "Build the autograder that shows a graded run's results on Gradescope.",
        footer = "  gradebox publish out -o replay.zip")
final class PublishCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "RUN", description = "The folder that gradebox grade -o wrote.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path run;

    @Option(names = "-o", paramLabel = "FILE", required = true, description = "The zip to write.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path out;

    PublishCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var replayed = Replay.of(run);
        AtomicFile.write(out, replayed.zip());
        var err = terminal.err();
        replayed.notes().forEach(note -> err.println("Note: " + SafeText.line(note)));
        err.println("%d results written to %s".formatted(replayed.shown(), out));
        err.println(
                "It holds them all: keep it among staff. Upload it as the autograder, and regrade all.");
        return ExitCode.GRADED.number();
    }
}
