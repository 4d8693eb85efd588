package gradebox.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.Mount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlreadyThereTest {
    @TempDir Path folder;
    private Path given;
    private Path there;

    @BeforeEach
    void handIn() throws Exception {
        given = Files.createDirectories(folder.resolve("given"));
        there = Files.createDirectories(folder.resolve("there"));
        for (var root : List.of(given, there)) {
            Files.createDirectory(root.resolve("package"));
            Files.writeString(root.resolve("package/model.py"), "x = 1\n");
            Files.writeString(root.resolve("solution.py"), "y = 2\n");
        }
    }

    private List<String> among() {
        return AlreadyThere.among(List.of(new Mount(given, there.toString())));
    }

    @Test
    void theSameFilesAreThere() {
        assertThat(among()).containsExactly(there.toString());
    }

    @Test
    void junkThatGradingLeavesOutChangesNothing() throws Exception {
        Files.createDirectory(there.resolve("__pycache__"));
        Files.writeString(there.resolve("__pycache__/solution.pyc"), "?");
        assertThat(among()).isNotEmpty();
    }

    @Test
    void anotherByteIsAnotherSubmission() throws Exception {
        Files.writeString(there.resolve("package/model.py"), "x = 2\n");
        assertThat(among()).isEmpty();
    }

    @Test
    void oneFileMoreIsNotShown() throws Exception {
        Files.writeString(there.resolve("secret.txt"), "?");
        assertThat(among()).isEmpty();
    }

    @Test
    void oneFileLessIsNotTheSame() throws Exception {
        Files.delete(there.resolve("solution.py"));
        assertThat(among()).isEmpty();
    }

    @Test
    void aLinkIsNoFile() throws Exception {
        Files.delete(there.resolve("solution.py"));
        Files.createSymbolicLink(there.resolve("solution.py"), given.resolve("solution.py"));
        assertThat(among()).isEmpty();
    }

    @Test
    void aLinkIsNoFolder() throws Exception {
        var link = Files.createSymbolicLink(folder.resolve("link"), there);
        assertThat(AlreadyThere.among(List.of(new Mount(given, link.toString())))).isEmpty();
    }

    @Test
    void nothingIsThere() {
        var nowhere = folder.resolve("nowhere").toString();
        assertThat(AlreadyThere.among(List.of(new Mount(given, nowhere)))).isEmpty();
    }
}
