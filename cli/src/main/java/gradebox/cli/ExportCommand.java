package gradebox.cli;

import gradebox.export.Export;
import gradebox.export.ExportException;
import gradebox.export.Format;
import gradebox.output.AtomicFile;
import gradebox.output.GradedRun;
import gradebox.output.SafeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Take a graded run to a gradebook. */
@Command(
        name = "export",
        description = "Write a graded run as what a gradebook imports.",
        footer = {
            "  gradebox export out --to canvas --roster gradebook.csv -o canvas.csv",
            "  gradebox export out --to moodle -o moodle.csv"
        })
final class ExportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "RUN", description = "The folder that gradebox grade -o wrote.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path run;

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            required = true,
            description = "canvas (Quercus too), csv, moodle or gradescope-csv.")
    private String format = "";

    @Option(
            names = "--roster",
            paramLabel = "FILE",
            description = "For canvas: the gradebook that Canvas exports; its columns go back.")
    private @Nullable Path roster;

    @Option(
            names = "--column",
            paramLabel = "NAME",
            description = "The assignment's name in the gradebook; its title, unless said.")
    private String column = "";

    @Option(
            names = "--anonymous",
            description = "With --to csv: no name, address, number or id, in an order of chance.")
    private boolean anonymous;

    @Option(
            names = "-o",
            paramLabel = "FILE",
            description = "Where to; standard output, unless said.")
    private @Nullable Path out;

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws UsageException, IOException {
        var chosen =
                Format.of(format)
                        .orElseThrow(
                                () ->
                                        new UsageException(
                                                "--to takes %s, not %s"
                                                        .formatted(Format.words(), format)));
        try {
            var exported = new Export(chosen, roster, column, anonymous).of(GradedRun.read(run));
            exported.notes()
                    .forEach(note -> terminal.err().println("Note: " + SafeText.line(note)));
            if (out == null) {
                terminal.out().print(new String(exported.csv(), StandardCharsets.UTF_8));
                terminal.out().flush();
            } else {
                AtomicFile.write(out, exported.csv());
                terminal.err().println("%d grades written to %s".formatted(exported.rows(), out));
            }
            return ExitCode.GRADED.number();
        } catch (ExportException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
