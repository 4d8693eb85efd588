package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shells in real sandboxes, in a real terminal too, by the launcher as a person starts it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(900)
class ShellIT {
    private static final Path HOME = Path.of(System.getProperty("gradebox.home"));
    private static final String PROMPT = "%s:/work\\$ ";

    private Path work;

    @BeforeAll
    void grade(@TempDir Path folder) throws Exception {
        work = folder.toRealPath();
        FaultyRuns.in(work).grade("out");
    }

    private record Ended(int code, String out, String err) {}

    private Ended shell(String typed, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(HOME.resolve("gradebox").toString(), "shell", "out"));
        command.addAll(List.of(arguments));
        return run(typed, command);
    }

    private Ended run(String typed, List<String> command) throws Exception {
        var out = Files.createTempFile(work, "shell-out", ".txt");
        var err = Files.createTempFile(work, "shell-err", ".txt");
        var in = Files.writeString(Files.createTempFile(work, "shell-in", ".txt"), typed);
        var builder =
                new ProcessBuilder(command)
                        .directory(work.toFile())
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("GRADEBOX_STATE", work.resolve("state").toString());
        builder.environment().put("TERM", "xterm-256color");
        var process = builder.start();
        boolean ended = process.waitFor(5, TimeUnit.MINUTES);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).as(Files.readString(err)).isTrue();
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "bubblewrap"})
    void commandsArePipedIntoTheSandboxThatGrades(String engine) throws Exception {
        var ended =
                shell(
                        """
                        python3 -c "import solution; print('half', solution.half(5), solution.__file__)"
                        touch /submission/mine || echo read-only
                        echo written > notes; cat /work/notes; id -u
                        printf '\\033]52;c;Zm9v\\007\\033[31mred\\033[0m\\n'
                        ls /sys/class/net 2>/dev/null | grep -v '^lo$'; echo "net $(cat /proc/net/dev | grep -c :)"
                        cat
                        exit 7
                        """,
                        "ada",
                        "--engine",
                        engine);

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("ada  6 of 6 points", "halves/halvesNumbers", "passed, 2 of 2 points")
                .contains("half 2.5 /submission/solution.py\n")
                .contains("Read-only file system", "read-only\nwritten\n10001\n")
                .contains("\033[31mred\033[0m\nnet 1\nexit 7\n")
                .doesNotContain("\033]", "Zm9v");
        assertThat(ended.err())
                .contains("Nothing you do here changes a grade")
                .contains("ada, in the sandbox that grades (" + engine);
        assertThat(ended.err().contains("the engine is not what it was"))
                .isEqualTo(!engine.equals("docker"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "bubblewrap"})
    void aPersonHasATerminalAndGetsItBack(String engine) throws Exception {
        var prompt = PROMPT.formatted("ben");
        var seen =
                terminal(
                        "0 same",
                        List.of("ben", "--engine", engine),
                        prompt,
                        "stty size; tty\\r",
                        "30 90[\\s\\S]*/dev/pts/[\\s\\S]*" + prompt,
                        "\\x03", // Ctrl-C at the prompt
                        "\\^C[\\s\\S]*" + prompt,
                        "sleep 1000\\r",
                        "sleep 1000\\r\\n",
                        "\\x03",
                        "\\^C[\\s\\S]*" + prompt,
                        "size:40x111",
                        "", // the answer comes by the next prompt
                        "sleep 1; stty size\\r",
                        "40 111[\\s\\S]*" + prompt,
                        "printf '\\\\033]0;t\\\\007\\\\033[32mgreen\\\\033[6n\\\\n'\\r",
                        "\\x1b\\[32mgreen\\r\\n[\\s\\S]*" + prompt,
                        "exit 3\\r");

        assertThat(seen).doesNotContain("\033]0;t", "\033[6n").contains("no network");
    }

    @Test
    void whoIsHeldInASandboxLeavesAllTheSame() throws Exception {
        terminal(
                "0 same",
                List.of("ben"),
                PROMPT.formatted("ben"),
                "trap '' INT; sleep 1000\\r",
                "sleep 1000\\r\\n",
                "\\x1d\\x1d\\x1d");
    }

    @Test
    void aTerminalIsGivenBackWhateverEndsGradebox() throws Exception {
        for (var end : List.of("signal:TERM 130", "signal:KILL -9")) {
            terminal(
                    end.split(" ", -1)[1] + " same",
                    List.of("ben", "--engine", "bubblewrap"),
                    PROMPT.formatted("ben"),
                    "stty -a\\r",
                    "-?isig[\\s\\S]*" + PROMPT.formatted("ben"),
                    end.split(" ", -1)[0]);
        }
    }

    /** Drive a shell in a terminal, and return what was to be seen there. */
    private String terminal(String expected, List<String> arguments, String... steps)
            throws Exception {
        var transcript = work.resolve("transcript.txt");
        var command = new ArrayList<String>();
        command.addAll(List.of("/usr/bin/python3", "-I", "-B", driver().toString()));
        command.addAll(List.of("240", transcript.toString()));
        command.addAll(List.of(steps));
        command.addAll(List.of("--", HOME.resolve("gradebox").toString(), "shell", "out"));
        command.addAll(arguments);
        var ended = run("", command);
        var seen = Files.readString(transcript, StandardCharsets.UTF_8);
        assertThat(ended.out().strip()).as(seen + ended.err()).isEqualTo(expected);
        return seen;
    }

    private static Path driver() {
        return HOME.resolve("cli/src/test/resources/gradebox/cli/shell/terminal.py");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docker", "bubblewrap"})
    void aCheckEndsAsItIsRecorded(String engine) throws Exception {
        var ended =
                shell("", "ben", "halves/halvesNegativeNumbers", "--no-shell", "--engine", engine);

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .containsSubsequence(
                        "Recorded: halves/halvesNegativeNumbers",
                        "failed (wrong), 0 of 3 points",
                        "Now: halves/halvesNegativeNumbers",
                        "failed (wrong), 0 of 3 points",
                        "As recorded\n");
    }

    @Test
    void filesThatWereNotGradedAreNotOpened() throws Exception {
        var graded = work.resolve("class/cleo/solution.py");
        var kept = Files.createDirectory(work.resolve("kept")).resolve("solution.py");
        Files.copy(graded, kept);
        Files.writeString(graded, "def half(x):\n    return x / 2\n");

        var changed = shell("", "cleo");
        assertThat(changed.code()).isEqualTo(2);
        assertThat(changed.err())
                .contains(
                        "the files of cleo are not those that were graded; name what was graded with --from");

        var found = shell("cat /submission/solution.py\n", "cleo", "--from", kept.toString());
        assertThat(found.code()).as(found.err()).isZero();
        assertThat(found.out()).contains("no idea");

        assertThat(shell("", "torn").err()).contains("torn has no files to open");
    }
}
