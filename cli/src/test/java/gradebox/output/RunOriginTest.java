package gradebox.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunOriginTest {
    @TempDir Path run;

    @Test
    void isReadAsItWasWritten() throws IOException {
        var origin =
                new RunOrigin(
                        Path.of("/staff/hw \u001b[31m1"),
                        List.of(Path.of("/class/Ünïcode \"quoted\" \u202e😀.zip"), Path.of("/b")),
                        "all",
                        "/staff/seed");
        origin.write(run);

        assertThat(RunOrigin.read(run)).contains(origin);
        for (byte one : Files.readAllBytes(run.resolve("origin.json"))) {
            assertThat((char) one).matches(c -> c == '\n' || (c >= ' ' && c < 0x7f));
        }
        assertThat(Files.getPosixFilePermissions(run.resolve("origin.json")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void theStaffsOwnSeedIsNotNamed() throws IOException {
        new RunOrigin(Path.of("/a"), List.of(Path.of("/b")), "last", null).write(run);

        assertThat(RunOrigin.read(run).orElseThrow().rootSeed()).isNull();
    }

    @Test
    void aKilledRunsDraftIsClearedAway() throws IOException {
        var draft = Files.createFile(run.resolve(".origin.json.1.tmp"));

        new RunOrigin(Path.of("/a"), List.of(), "last", null).write(run);

        assertThat(draft).doesNotExist();
    }

    @Test
    void anOlderRunHasNone() throws IOException {
        assertThat(RunOrigin.read(run)).isEmpty();
    }

    @Test
    void whatCannotBeReadIsSaidWithWhatToDo() throws IOException {
        for (var text : List.of("{", "{}", "{\"assignment\": \"/a\"}", "[]", "")) {
            Files.write(run.resolve("origin.json"), text.getBytes(StandardCharsets.UTF_8));

            assertThatThrownBy(() -> RunOrigin.read(run))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("origin.json cannot be read")
                    .hasMessageContaining("--assignment and --from");
        }
    }
}
