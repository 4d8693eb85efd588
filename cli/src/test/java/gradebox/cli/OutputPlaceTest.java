package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputPlaceTest {
    @TempDir Path folder;
    private Path repository;

    @BeforeEach
    void handIn() throws Exception {
        repository = Files.createDirectory(folder.resolve("repository")).toRealPath();
        Files.writeString(repository.resolve("solution.py"), "x = 1\n");
    }

    private void accepted(Path out) {
        assertThatCode(() -> OutputPlace.check(out, List.of(repository)))
                .doesNotThrowAnyException();
    }

    private void refused(Path out) {
        assertThatThrownBy(() -> OutputPlace.check(out, List.of(repository)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(out + " lies in " + repository);
    }

    @Test
    void aNewFolderMayLieInWhatIsGraded() throws Exception {
        accepted(repository.resolve("out"));
        accepted(repository.resolve("a/b/out"));
        accepted(Files.createDirectory(repository.resolve("empty")));
    }

    @Test
    void whatIsThereAlreadyCouldBeAStudents() throws Exception {
        var out = Files.createDirectory(repository.resolve("out"));
        Files.writeString(out.resolve("run.json"), "{}");

        refused(out);
        refused(repository);
    }

    @Test
    void aLinkIsNoNewFolderWhereverItLeads() throws Exception {
        var elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        refused(Files.createSymbolicLink(repository.resolve("out"), elsewhere));
        refused(Files.createSymbolicLink(repository.resolve("dead"), folder.resolve("none")));
    }

    @Test
    void aDetourIsSeen() throws Exception {
        var out = Files.createDirectory(repository.resolve("out"));
        Files.writeString(out.resolve("run.json"), "{}");
        var detour = Files.createSymbolicLink(folder.resolve("detour"), repository);

        refused(detour.resolve("out"));
        refused(repository.resolve("../repository/out"));
    }

    @Test
    void aFolderBesideMayHoldEarlierResults() throws Exception {
        var out = Files.createDirectory(folder.resolve("repository-out"));
        Files.writeString(out.resolve("run.json"), "{}");

        accepted(out);
    }
}
