package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code gradebox package} for Gradescope, as far as no engine is needed. */
class PackageCommandTest {
    private static final Path HOME = Path.of(System.getProperty("gradebox.home"));
    private static final String HOMEWORK = "mit-67960/hw1-backprop";

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Terminal terminal =
            new Terminal(
                    new PrintWriter(out),
                    new PrintWriter(err),
                    false,
                    new Terminal.Look(80, false, true));

    /** A home with the launcher and something in place of what is built. */
    private Path home() throws Exception {
        var target = Files.createDirectories(folder.resolve("home/cli/target"));
        Files.createDirectories(target.resolve("lib"));
        Files.writeString(target.resolve("gradebox.jar"), "jar");
        Files.copy(HOME.resolve("gradebox"), folder.resolve("home/gradebox"));
        return folder.resolve("home");
    }

    private void pack(String... arguments) throws Exception {
        var parts = new RealAssignments();
        var command =
                new PackageCommand(
                        new GradescopePackaging(parts, home(), terminal),
                        new PublicPackaging(parts, terminal));
        var zip = folder.resolve("autograder.zip").toString();
        var all = Stream.concat(Arrays.stream(arguments), Stream.of("-o", zip));
        new CommandLine(command).parseArgs(all.toArray(String[]::new));
        assertThat(command.call()).isZero();
    }

    @Test
    void saysWhatIsInItAndWhatWillNotFit() throws Exception {
        pack(HOMEWORK, "--root-seed", "published", "--timeout", "2m");

        assertThat(out.toString())
                .contains("autograder.zip: " + HOMEWORK)
                .endsWith("it holds what students must not see\n");
        assertThat(err.toString())
                .startsWith("Note: the assignment allows ")
                .contains("--timeout 2m less");
        assertThat(folder.resolve("autograder.zip")).isNotEmptyFile();
    }

    @Test
    void anAssignmentsFileMayHaveAnyName() throws Exception {
        var file =
                Files.writeString(
                        folder.resolve("first.yaml"),
                        """
                        id: course/hw
                        title: Homework
                        course: Course
                        submission: {files: [solution.py]}
                        graders: {files: {type: source, required: [solution.py]}}
                        rubric: [{check: files/required, points: 1}]
                        """);

        pack(file.toString(), "--public");

        assertThat(out.toString()).contains("1 of 1 checks");
    }

    @ParameterizedTest
    @CsvSource({
        "--timeout 41m, --timeout takes minutes from 1m to 40m",
        "--timeout 10, --timeout takes minutes from 1m to 40m",
        "--limit 0/h, --limit takes a number and a time",
        "--setup, --engine and --setup are for the data of --public",
        "--setup-script nowhere.sh, nowhere.sh: there is no such script",
        "--public --limit 1/h, --public is for students",
    })
    void refusesWhatDoesNotGoTogether(String options, String why) {
        var all = Stream.concat(Stream.of(HOMEWORK), List.of(options.split(" ", -1)).stream());
        assertThatThrownBy(() -> pack(all.toArray(String[]::new)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(why);
        assertThat(folder.resolve("autograder.zip")).doesNotExist();
    }
}
