package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * {@code gradebox gradescope validate} and {@code gradebox export}, as far as no engine is needed.
 */
class GradescopeCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Terminal terminal =
            new Terminal(
                    new PrintWriter(out, true),
                    new PrintWriter(err, true),
                    false,
                    new Terminal.Look(120, false, true));

    @TempDir private Path folder;

    private int validate(String input, String... arguments) {
        var stream = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        return run(new GradescopeCommand(terminal, stream), arguments);
    }

    private int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setExecutionExceptionHandler(
                        (problem, line, parsed) -> {
                            terminal.err().println(problem.getMessage());
                            return problem instanceof UsageException ? 2 : 5;
                        })
                .execute(arguments);
    }

    @Test
    void aResultIsReadFromAFileOrStandardInput() throws Exception {
        var file = Files.writeString(folder.resolve("results.json"), "{\"score\": 1}");

        assertThat(validate("", "validate", file.toString())).isZero();
        assertThat(out.toString()).isEqualTo("ok      " + file + "\n");
        assertThat(validate("{\"score\": 1}", "validate", "-")).isZero();
        assertThat(out.toString()).endsWith("ok      standard input\n");
    }

    @Test
    void whatIsWrongIsExitCodeFour() {
        assertThat(validate("{\"score\": \"1\"}", "validate", "-")).isEqualTo(4);
        assertThat(out.toString()).startsWith("fault   ").contains("$.score").doesNotContain("ok");
    }

    @Test
    void aCleanedResultIsPrintedAlone() {
        var dirty = "{\"score\": 1, \"output\": \"\\u001b[2Jhello\"}";

        assertThat(validate(dirty, "validate", "-", "--clean")).isZero();
        assertThat(out.toString()).contains("\"output\" : \"hello\"").doesNotContain("ok");
        assertThat(err.toString()).isEqualTo("ok      standard input\n");
    }

    @Test
    void whatIsNoJsonCannotBeCleaned() {
        assertThat(validate("Traceback", "validate", "-", "--clean")).isEqualTo(4);
        assertThat(err.toString()).contains("no JSON");
    }

    @Test
    void aMissingFileIsTold() {
        assertThat(validate("", "validate", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("there is no such file");
    }

    @Test
    void onlyAFinishedRunIsExported() {
        var export = new ExportCommand(terminal);

        assertThat(run(export, folder.toString(), "--to", "csv")).isEqualTo(5);
        assertThat(err.toString()).contains("class.json is not there", "gradebox grade -o");
    }

    @Test
    void anUnknownFormatIsToldWithThoseThatAre() {
        assertThat(run(new ExportCommand(terminal), "x", "--to", "excel")).isEqualTo(2);
        assertThat(err.toString()).contains("canvas, csv, moodle, gradescope-csv", "not excel");
    }
}
