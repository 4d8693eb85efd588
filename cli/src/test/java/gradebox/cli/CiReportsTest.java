package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.ci.CiFormat;
import gradebox.grading.ClassReport;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CiReportsTest {
    @TempDir Path out;

    private final StringWriter stdout = new StringWriter();
    private final StringWriter stderr = new StringWriter();

    private void tell(Set<CiFormat> formats) throws Exception {
        var terminal =
                new Terminal(
                        new PrintWriter(stdout, true),
                        new PrintWriter(stderr, true),
                        false,
                        new Terminal.Look(80, false, true));
        var reports = new CiReports(formats, terminal, Map.of());
        reports.begin();
        var run = new ClassReport("hw1", "Homework", Instant.EPOCH, Duration.ZERO, List.of());
        reports.tell(run, out, told -> terminal.out().println("needs ##[add-mask]o"));
    }

    private static String token(String stopped) {
        assertThat(stopped).startsWith("::stop-commands::");
        return stopped.lines().findFirst().orElseThrow().substring("::stop-commands::".length());
    }

    /** The runner takes all that has come on standard error before what came on standard output. */
    @Test
    void commandsAreObeyedAgainBehindTheTableOnItsOwnStream() throws Exception {
        tell(Set.of(CiFormat.GITHUB));
        String end = "::" + token(stderr.toString()) + "::";
        assertThat(stdout.toString().lines()).containsExactly("needs ##[add-mask]o", end);
        assertThat(stderr.toString()).doesNotContain(end);
    }

    @Test
    void whatAProgramReadsHoldsNoCommands() throws Exception {
        tell(Set.of(CiFormat.GITHUB, CiFormat.JSON));
        assertThat(stdout.toString()).startsWith("{").doesNotContain("::");
        assertThat(stderr.toString()).contains("::" + token(stderr.toString()) + "::");
    }
}
