package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildDigestTest {
    @TempDir private Path folder;

    @Test
    void isOfOurOwnClassesAndNoOthers() throws Exception {
        var ours = Files.createDirectories(folder.resolve("cli/target/classes"));
        Files.writeString(ours.resolve("One.class"), "x");
        var theirs = Files.writeString(folder.resolve("jackson.jar"), "y");

        assertThat(BuildDigest.ofClassPath(theirs + ":" + ours)).isEqualTo("2d711642b726");
    }
}
