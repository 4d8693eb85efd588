package gradebox.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gradebox upload} as a process: at a terminal, and interrupted. */
class UploadIT {
    private static final Path HOME = Path.of(System.getProperty("gradebox.home"));

    private final PretendedGradescope gradescope = new PretendedGradescope();

    @TempDir Path work;

    @BeforeEach
    void handIn() throws Exception {
        Files.createDirectories(work.resolve("class/ada"));
        Files.writeString(work.resolve("class/ada/solution.py"), "x = 1\n");
        Files.createDirectories(work.resolve("class/bo"));
        Files.writeString(work.resolve("class/bo/solution.py"), "x = 2\n");
        Files.writeString(work.resolve("roster.csv"), "email\nada@example.edu\nbo@example.edu\n");
    }

    @AfterEach
    void stop() {
        gradescope.close();
    }

    private List<String> arguments() {
        return List.of(
                ("upload class --roster roster.csv --course 12 --assignment 34 --unofficial --send --url "
                                + gradescope.url())
                        .split(" ", -1));
    }

    @Test
    void aPasswordIsAskedForAtATerminalAndNotShown() throws Exception {
        gradescope.enrol("ada@example.edu", 501).enrol("bo@example.edu", 502);
        var screen = work.resolve("screen");
        var command = HOME.resolve("gradebox") + " " + String.join(" ", arguments());
        // A terminal of its own: of an input that is none nothing is asked.
        var builder =
                new ProcessBuilder("script", "-q", "-f", "-e", "-c", command, screen.toString())
                        .directory(work.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(work.resolve("script.log").toFile());
        builder.environment().put("GRADEBOX_STATE", work.resolve("state").toString());
        builder.environment().remove("GRADESCOPE_TOKEN");
        var process = builder.start();
        try (var keyboard = process.getOutputStream()) {
            type(keyboard, screen, "E-mail address at localhost: ", PretendedGradescope.EMAIL);
            type(keyboard, screen, "Password (not shown): ", PretendedGradescope.PASSWORD);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(process.exitValue()).as(Files.readString(screen)).isZero();
        assertThat(Files.readString(screen))
                .contains("ada  accepted as 501", PretendedGradescope.EMAIL)
                .doesNotContain(PretendedGradescope.PASSWORD, PretendedGradescope.TOKEN);
    }

    /** Type once we are asked, with the echo off: what is typed before, the terminal shows. */
    private static void type(OutputStream keyboard, Path screen, String question, String text)
            throws Exception {
        for (int i = 0; i < 3_000; i++) {
            if (Files.exists(screen) && Files.readString(screen).contains(question)) {
                keyboard.write((text + "\n").getBytes(StandardCharsets.UTF_8));
                keyboard.flush();
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("nobody asks: " + Files.readString(screen));
    }

    @Test
    void whoIsInterruptedIsToldNextTimeWhatMayBeTwice() throws Exception {
        gradescope
                .first("bo@example.edu", 502, aResponse().withFixedDelay(30_000))
                .enrol("ada@example.edu", 501);
        var environment = Map.of("GRADESCOPE_TOKEN", PretendedGradescope.TOKEN);
        var arguments = arguments().toArray(String[]::new);
        var process = GradeboxProcess.start(Main.class, work, environment, arguments);
        for (int i = 0; i < 3_000 && gradescope.submissions().size() < 2; i++) {
            Thread.sleep(10);
        }
        var interrupted = process.signal("INT").await();

        assertThat(interrupted.code()).isEqualTo(130);
        assertThat(interrupted.out()).contains("ada  accepted as 501").doesNotContain("bo  ");
        var again = GradeboxProcess.start(Main.class, work, environment, arguments).await();
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.out())
                .contains("ada  there since 20")
                .contains("bo  accepted as 502; an earlier try, whose answer was lost");
        assertThat(gradescope.submissions()).hasSize(3);
        assertThat(everyFile()).doesNotContain(PretendedGradescope.TOKEN);
    }

    private String everyFile() throws Exception {
        var texts = new ArrayList<String>();
        try (var files = Files.walk(work)) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return String.join("\n", texts);
    }
}
