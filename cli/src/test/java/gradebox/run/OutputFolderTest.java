package gradebox.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.steps.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {

    @TempDir Path temp;

    @Test
    void makesAFolderThatOnlyItsOwnerReads() throws Exception {
        var out = temp.resolve("deep/out");

        OutputFolder.claim(out, "course/hw", Steps.UNMARKED).close();

        assertThat(permissions(out)).isEqualTo("rwx------");
        assertThat(out.resolve("run.json")).content().contains("course/hw");
    }

    @Test
    void closesAnEmptyFolderToOthers() throws Exception {
        Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));

        OutputFolder.claim(temp, "course/hw", Steps.UNMARKED).close();

        assertThat(permissions(temp)).isEqualTo("rwx------");
    }

    @Test
    void takesItsOwnFolderAgain() throws Exception {
        OutputFolder.claim(temp, "course/hw", Steps.UNMARKED).close();

        try (var again = OutputFolder.claim(temp, "course/hw", Steps.UNMARKED)) {
            assertThat(again.path()).isEqualTo(temp.toAbsolutePath());
        }
    }

    @Test
    void refusesAFolderOfSomebodyElses() throws IOException {
        Files.writeString(temp.resolve("thesis.tex"), "x");

        assertThatThrownBy(() -> OutputFolder.claim(temp, "course/hw", Steps.UNMARKED))
                .isInstanceOf(OutputRefusedException.class)
                .hasMessageContaining("not gradebox's");
        assertThat(temp).isDirectoryNotContaining(path -> path.endsWith(".lock"));
    }

    @Test
    void refusesTheResultsOfAnotherAssignment() throws Exception {
        OutputFolder.claim(temp, "course/hw1", Steps.UNMARKED).close();

        assertThatThrownBy(() -> OutputFolder.claim(temp, "course/hw2", Steps.UNMARKED))
                .isInstanceOf(OutputRefusedException.class)
                .hasMessageContaining("another assignment");
    }

    @Test
    void refusesAFile() throws IOException {
        var file = Files.writeString(temp.resolve("file"), "x");

        assertThatThrownBy(() -> OutputFolder.claim(file, "course/hw", Steps.UNMARKED))
                .isInstanceOf(OutputRefusedException.class)
                .hasMessageContaining("not a folder");
    }

    @Test
    void namesTheProcessThatHoldsIt() throws Exception {
        try (var held = OutputFolder.claim(temp, "course/hw", Steps.UNMARKED)) {
            assertThatThrownBy(() -> OutputFolder.claim(held.path(), "course/hw", Steps.UNMARKED))
                    .isInstanceOf(OutputRefusedException.class)
                    .hasMessageContaining("process " + ProcessHandle.current().pid());
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
