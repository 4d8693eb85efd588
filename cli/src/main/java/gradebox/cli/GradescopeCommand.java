package gradebox.cli;

import gradebox.gradescope.Complaint;
import gradebox.gradescope.ResultCleaner;
import gradebox.gradescope.ResultLint;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Look at what goes to Gradescope. */
@Command(
        name = "gradescope",
        description = "Check results in Gradescope's format, whoever wrote them.",
        footer = {
            "  gradebox gradescope validate results.json",
            "  ./run_autograder | gradebox gradescope validate - --clean > results.json"
        })
final class GradescopeCommand implements Runnable {
    private static final int MOST_BYTES = 64 << 20;

    @Spec private CommandSpec spec = CommandSpec.create();

    private final Terminal terminal;
    private final InputStream input;

    /**
     * @param input what {@code -} reads
     */
    GradescopeCommand(Terminal terminal, InputStream input) {
        this.terminal = terminal;
        this.input = input;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say validate");
    }

    @Command(
            name = "validate",
            description = {
                "Check a results.json strictly: its format, unknown fields, sizes, markup that acts.",
                "Exit code 4 says that something is wrong with it."
            })
    int validate(
            @Parameters(paramLabel = "FILE", description = "A results.json, or - to read it.")
                    String file,
            @Option(
                            names = "--clean",
                            description =
                                    "Print it with long texts cut and nothing in them that a browser or"
                                            + " terminal acts on; complaints are of what is printed.")
                    boolean clean)
            throws IOException, UsageException {
        byte[] result = read(file);
        if (clean) {
            result = cleaned(result);
        }
        List<Complaint> complaints = new ResultLint().check(result);
        var to = clean ? terminal.err() : terminal.out();
        for (var complaint : complaints) {
            to.println((complaint.isFault() ? "fault   " : "advice  ") + complaint.line());
        }
        boolean faulty = complaints.stream().anyMatch(Complaint::isFault);
        if (!faulty) {
            to.println("ok      " + (file.equals("-") ? "standard input" : file));
        }
        to.flush();
        if (clean) {
            terminal.out().print(new String(result, StandardCharsets.UTF_8));
            terminal.out().flush();
        }
        return (faulty ? ExitCode.INVALID_ASSIGNMENT : ExitCode.GRADED).number();
    }

    private byte[] read(String file) throws IOException, UsageException {
        if (!file.equals("-") && !Files.isRegularFile(Path.of(file))) {
            throw new UsageException(file + ": there is no such file");
        }
        try (var from = file.equals("-") ? input : new FileInputStream(file)) {
            byte[] bytes = from.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UsageException(file + ": is larger than 64 MiB");
            }
            return bytes;
        }
    }

    /** What is no JSON cannot be cleaned; what is wrong with it is told all the same. */
    private static byte[] cleaned(byte[] result) {
        try {
            return ResultCleaner.clean(result);
        } catch (IOException e) {
            return result;
        }
    }
}
