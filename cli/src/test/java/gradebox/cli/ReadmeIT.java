package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Runs the README's commands as they stand there, where a reader would: beside the launcher, with a
 * class at hand.
 */
@ResourceLock(FaultyRuns.MACHINE)
class ReadmeIT {
    private static final Path HOME = Path.of(System.getProperty("gradebox.home"));

    /** Run by {@code .ci/run}, which this test is a part of. */
    private static final String TESTS = "mvn verify -Psetup";

    /** Run by {@link GoldenClassIT}, which looks at every result. */
    private static final String DEMO = "./gradebox demo --setup -o " + GoldenClassIT.DEMO_OUT;

    @TempDir Path folder;

    @BeforeEach
    void prepareAClass() throws Exception {
        for (String name : List.of("gradebox", "assignments")) {
            Files.createSymbolicLink(folder.resolve(name), HOME.resolve(name));
        }
        var solution =
                HOME.resolve("assignments/catalogue/mit-67960/hw1-backprop/reference/solution.py");
        try (var zip =
                new ZipOutputStream(Files.newOutputStream(folder.resolve("submissions.zip")))) {
            for (String student : List.of("okafor_ada", "lind_eva")) {
                zip.putNextEntry(new ZipEntry(student + "/solution.py"));
                zip.write(Files.readAllBytes(solution));
            }
        }
        Files.copy(solution, folder.resolve("solution.py"));
        Files.writeString(
                folder.resolve("roster.csv"),
                """
                name,email,sid
                Ada Okafor,okafor_ada@example.edu,1
                Eva Lind,lind_eva@example.edu,3
                Bo Absent,bo@example.edu,2
                """);
        Files.writeString(
                folder.resolve("gradebook.csv"),
                "Student,ID,SIS User ID,SIS Login ID,Section\n\"Absent, Bo\",7,2,bo,A\n");
    }

    private static Stream<String> commands() throws Exception {
        return Files.readAllLines(HOME.resolve("README.md")).stream()
                .filter(line -> line.startsWith("$ "))
                .map(line -> line.substring(2));
    }

    @Test
    void theTwoCommandsAreRunByTheBuildItself() throws Exception {
        assertThat(commands()).contains(TESTS, DEMO, ProcessClassIT.COMMAND);
        assertThat(Files.readAllLines(HOME.resolve(".ci/run"))).contains("mvn -B verify -Psetup");
    }

    @Test
    void everyOtherCommandWorksAsItStandsThere() throws Exception {
        var elsewhere = List.of(TESTS, DEMO, ProcessClassIT.COMMAND);
        var others = commands().filter(command -> !elsewhere.contains(command)).toList();
        assertThat(others).hasSizeGreaterThan(3);
        for (String command : others) {
            var log = folder.resolve("log.txt");
            var builder = new ProcessBuilder("bash", "-c", command).directory(folder.toFile());
            builder.environment().put("GRADEBOX_STATE", folder.resolve("state").toString());
            builder.redirectInput(new File("/dev/null")); // nobody types into a shell
            var process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
            boolean ended = process.waitFor(10, TimeUnit.MINUTES);
            String said = Files.readString(log, StandardCharsets.UTF_8);
            assertThat(ended).as(command + "\n" + said).isTrue();
            assertThat(process.exitValue()).as(command + "\n" + said).isZero();
        }
        assertThat(Files.readString(folder.resolve("out/grades.csv")))
                .contains("okafor_ada")
                .contains("Bo Absent");
        assertThat(Files.readString(folder.resolve("canvas.csv")))
                .contains("\"Absent, Bo\",7,2,bo,A,0");
        assertThat(Files.readString(folder.resolve("nobody.csv"))).doesNotContain("okafor", "Bo");
    }
}
