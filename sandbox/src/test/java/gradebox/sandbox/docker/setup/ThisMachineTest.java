package gradebox.sandbox.docker.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThisMachineTest {
    private final Machine machine = new ThisMachine(System.getenv());

    @Test
    void findsPrograms() {
        assertThat(machine.has("sh")).isTrue();
        assertThat(machine.has("no-such-program")).isFalse();
    }

    @Test
    void knowsWhoRunsIt() {
        assertThat(machine.isRoot()).isEqualTo(System.getProperty("user.name").equals("root"));
    }

    @Test
    void aFailedCommandShowsItsLastWords() {
        var command = List.of("sh", "-c", "echo trying; echo $WHY >&2; exit 3");

        assertThatThrownBy(() -> machine.run(command, Map.of("WHY", "no luck")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("exit code 3")
                .hasMessageEndingWith("trying / no luck");
    }

    @Test
    void whatRunsInTheBackgroundHasASessionOfItsOwn(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("log");
        var script = "read pid name state parent group session rest < /proc/$$/stat;";
        var command = List.of("sh", "-c", script + " echo $pid $session; exec sleep 1");
        machine.startInBackground(command, log);
        for (int i = 0; i < 100 && Files.size(log) == 0; i++) {
            Thread.sleep(20);
        }

        assertThat(Files.readString(log).strip()).matches("(\\d+) \\1");
    }
}
