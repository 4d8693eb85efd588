package gradebox.sandbox.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCopierTest {
    @TempDir Path home;
    private Path source;
    private Path fresh;
    private final FolderCopier copier = new FolderCopier(ArchiveLab.LIMITS);

    @BeforeEach
    void makeSource() throws IOException {
        source = Files.createDirectories(home.resolve("source"));
        fresh = home.resolve("fresh");
        Files.writeString(source.resolve("solution.py"), "x = 1\n");
    }

    @Test
    void aCopyStaysAsItIsWhenTheOriginalChanges() throws Exception {
        Files.createDirectories(source.resolve("sub/.git"));
        Files.writeString(source.resolve("sub/a.py"), "1");
        Files.writeString(source.resolve("sub/.git/config"), "1");
        Unpacked copy = copier.copyFolder(source, fresh);
        Files.writeString(source.resolve("solution.py"), "x = 2\n");
        assertThat(copy.paths()).containsExactly("solution.py", "sub/a.py");
        assertThat(Files.readString(fresh.resolve("solution.py"))).isEqualTo("x = 1\n");
        assertThat(copy.dropped()).hasToString("[sub/.git: version control's own]");
        assertThat(copier.copyFolder(source, home.resolve("second")).digest())
                .isNotEqualTo(copy.digest());
    }

    @Test
    void timesAndModesAreAlwaysTheSame() throws Exception {
        Files.setPosixFilePermissions(
                source.resolve("solution.py"), PosixFilePermissions.fromString("rwxrwxrwx"));
        copier.copyFolder(source, fresh);
        assertThat(Modes.of(fresh.resolve("solution.py"))).isEqualTo("rw-r--r--");
        assertThat(Files.getLastModifiedTime(fresh.resolve("solution.py")))
                .hasToString("1980-01-01T00:00:00Z");
    }

    @Test
    void linksAreNotFollowed() throws Exception {
        Path secret = Files.createDirectories(home.resolve("secret"));
        Files.writeString(secret.resolve("labels"), "7");
        Files.createSymbolicLink(source.resolve("file"), secret.resolve("labels"));
        Files.createSymbolicLink(source.resolve("folder"), secret);
        Unpacked copy = copier.copyFolder(source, fresh);
        assertThat(copy.paths()).containsExactly("solution.py");
        assertThat(copy.dropped()).extracting(Dropped::path).containsExactly("file", "folder");
    }

    @Test
    void aFolderThatIsItselfALinkIsNotCopied() throws Exception {
        Path link = Files.createSymbolicLink(home.resolve("link"), source);
        assertThatThrownBy(() -> copier.copyFolder(link, fresh)).isInstanceOf(IOException.class);
        assertThat(fresh).doesNotExist();
    }

    @Test
    void aPipeIsNotWaitedFor() throws Exception {
        Process mkfifo = new ProcessBuilder("mkfifo", source.resolve("pipe").toString()).start();
        assertThat(mkfifo.waitFor()).isZero();
        Unpacked copy = copier.copyFolder(source, fresh);
        assertThat(copy.dropped()).hasToString("[pipe: it is not a regular file]");
    }

    @Test
    void whatIsTooLargeIsRefusedAndNothingStays() throws Exception {
        Files.write(source.resolve("big.bin"), new byte[2 << 20]);
        assertThatThrownBy(() -> copier.copyFolder(source, fresh))
                .isInstanceOf(ArchiveRefusedException.class)
                .hasMessageContaining("larger than 1 MiB");
        assertThat(fresh).doesNotExist();
        assertThat(source.resolve("big.bin")).exists();
    }

    @Test
    void hostileNamesOnDiskAreLeftOut() throws Exception {
        Files.writeString(source.resolve("$(id)\n.py"), "x");
        Files.createDirectories(source.resolve("-rf"));
        Files.writeString(source.resolve("-rf/a.py"), "x");
        Unpacked copy = copier.copyFolder(source, fresh);
        assertThat(copy.paths()).containsExactly("solution.py");
        assertThat(copy.dropped())
                .extracting(Dropped::path)
                .containsExactly("$(id)\\u{a}.py", "-rf");
    }

    @Test
    void singleFilesGetTheNamesThatAreGiven() throws Exception {
        Path other = Files.writeString(home.resolve("other"), "y");
        Unpacked copy =
                copier.copyFiles(
                        Map.of("a.py", source.resolve("solution.py"), "b/c.py", other), fresh);
        assertThat(copy.paths()).containsExactly("a.py", "b/c.py");
    }
}
