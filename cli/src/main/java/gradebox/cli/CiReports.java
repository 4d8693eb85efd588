package gradebox.cli;

import gradebox.ci.CiFormat;
import gradebox.ci.GithubSummary;
import gradebox.ci.JUnitXml;
import gradebox.ci.Shown;
import gradebox.grading.ClassReport;
import gradebox.grading.SubmissionReport;
import gradebox.output.AtomicFile;
import gradebox.output.ClassJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Tell a continuous-integration service of a run. GitHub's runner obeys lines of a log: while
 * anything of a student's may be printed, it is told not to.
 */
final class CiReports {
    private final Set<CiFormat> formats;
    private final Terminal terminal;
    private final Map<String, String> environment;
    private final String token;

    /**
     * @param environment whose {@code GITHUB_STEP_SUMMARY} says where a summary goes
     */
    CiReports(Set<CiFormat> formats, Terminal terminal, Map<String, String> environment) {
        this.formats = Set.copyOf(formats);
        this.terminal = terminal;
        this.environment = Map.copyOf(environment);
        var random = new byte[16];
        RandomGenerator.of("SecureRandom").nextBytes(random);
        this.token = HexFormat.of().formatHex(random);
    }

    /** Let nothing that is printed from now on be obeyed. */
    void begin() {
        if (formats.contains(CiFormat.GITHUB)) {
            terminal.err().println("::stop-commands::" + token);
        }
    }

    /**
     * Tell of the run.
     *
     * @param table prints a run's table; nothing does where the format is JSON
     */
    void tell(ClassReport report, Path out, Consumer<ClassReport> table) throws IOException {
        if (formats.contains(CiFormat.JSON)) {
            terminal.out().print(new String(ClassJson.of(report), StandardCharsets.UTF_8));
            terminal.out().flush();
        } else if (isReadByStudents()) {
            table.accept(Shown.of(report));
            int hidden = Shown.hidden(report);
            if (hidden > 0) {
                terminal.out()
                        .println(
                                "Neither shown nor counted here, as students do not see them: %d checks"
                                        .formatted(hidden));
                terminal.out().flush();
            }
        } else {
            table.accept(report);
        }
        if (formats.contains(CiFormat.JUNIT)) {
            AtomicFile.write(out.resolve("junit.xml"), JUnitXml.of(report));
        }
        if (formats.contains(CiFormat.GITHUB)) {
            github(report, out);
        }
    }

    /** Return a report as far as this run's log may tell of it. */
    SubmissionReport shown(SubmissionReport report) {
        return isReadByStudents() ? Shown.of(report) : report;
    }

    /** A service's log is read by whoever may read the repository. */
    private boolean isReadByStudents() {
        return formats.contains(CiFormat.GITHUB) || formats.contains(CiFormat.JUNIT);
    }

    private void github(ClassReport report, Path out) throws IOException {
        byte[] summary = GithubSummary.markdown(report).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(out.resolve("summary.md"), summary);
        var step = environment.getOrDefault("GITHUB_STEP_SUMMARY", "");
        if (!step.isEmpty()) {
            Files.write(
                    Path.of(step), summary, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        var log = behindTheTable();
        log.println("::" + token + "::");
        GithubSummary.annotations(report).forEach(log::println);
        log.flush();
    }

    /**
     * The runner reads two streams, and obeys what has come on standard error first: said there,
     * the word to obey again would come before the table, which quotes students. A program reads
     * JSON.
     */
    private PrintWriter behindTheTable() {
        return formats.contains(CiFormat.JSON) ? terminal.err() : terminal.out();
    }
}
