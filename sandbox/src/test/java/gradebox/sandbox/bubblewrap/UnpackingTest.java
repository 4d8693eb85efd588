package gradebox.sandbox.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.OtherRuns;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.host.FolderLock;
import gradebox.sandbox.host.Labels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackingTest {
    @TempDir private Path folder;

    private static void put(TarArchiveOutputStream tar, String name, int mode, String text)
            throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        entry.setSize(bytes.length);
        tar.putArchiveEntry(entry);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    @Test
    void unpacksAllButDevicesAndTakesTheRightToBecomeRootAway() throws Exception {
        try (var unpacking = Unpacking.below(folder, "root")) {
            unpacking.take(
                    archive -> {
                        var tar = new TarArchiveOutputStream(archive);
                        put(tar, "usr/bin/su", 0104755, "su");
                        put(tar, "dev/null", 0100644, "device");
                        put(tar, "etc/hosts", 0100644, "");
                        tar.finish();
                        archive.write(new byte[1 << 20]); // some writers fill up a large block
                    });
            var permissions = Files.getPosixFilePermissions(unpacking.root().resolve("usr/bin/su"));

            assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rwxr-xr-x");
            assertThat(
                            (int)
                                    Files.getAttribute(
                                            unpacking.root().resolve("usr/bin/su"), "unix:mode"))
                    .isEqualTo(0100755);
            assertThat(unpacking.root().resolve("dev/null")).doesNotExist();
            assertThat(unpacking.root().resolve("etc/hosts")).content().contains("localhost");
        }
        assertThat(folder.toFile().list()).containsExactly(FolderLock.FILE);
    }

    @Test
    void aBrokenArchiveIsRefusedAndNothingIsLeft() throws Exception {
        try (var unpacking = Unpacking.below(folder, "root")) {
            var garbage = "x".repeat(2000).getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> unpacking.take(archive -> archive.write(garbage)))
                    .isInstanceOf(SandboxException.class)
                    .hasMessageContaining("tar");
        }
        try (var unpacking = Unpacking.below(folder, "root")) {
            assertThatThrownBy(
                            () ->
                                    unpacking.take(
                                            archive -> {
                                                var tar = new TarArchiveOutputStream(archive);
                                                put(tar, "etc/hosts", 0100644, "one");
                                                tar.flush();
                                            }))
                    .isInstanceOf(SandboxException.class)
                    .hasMessageContaining("broke off");
        }
        assertThat(folder.toFile().list()).containsExactly(FolderLock.FILE);
    }

    @Test
    void sweepingDeletesWhatDeadRunsBeganAndNothingElse() throws Exception {
        var dead = OtherRuns.gone("x");
        var left = Unpacking.below(folder, "root");
        Labels.write(left.folder(), dead.labels("unpacking"));
        Files.writeString(left.root().resolve("file"), "x");
        var living = Unpacking.below(folder, "root");
        Files.createDirectories(folder.resolve("complete"));
        Files.createDirectories(folder.resolve("new-unlabelled/root"));
        Unpacking.sweep(folder);

        assertThat(left.folder()).doesNotExist();
        assertThat(folder.resolve("new-unlabelled")).doesNotExist();
        assertThat(living.root()).exists();
        assertThat(folder.resolve("complete")).exists();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void nobodyElseCanPassItWhileProgramsInItMakeTheirUserRoot() throws Exception {
        var modes = new ArrayList<String>();
        try (var unpacking = Unpacking.below(folder, "root")) {
            unpacking.take(
                    archive -> {
                        modes.add(mode(unpacking.folder()));
                        var tar = new TarArchiveOutputStream(archive);
                        put(tar, "usr/bin/su", 0104755, "su");
                        tar.close();
                    });
            modes.add(mode(unpacking.folder()));
            modes.add(mode(unpacking.root()));
        }

        assertThat(modes).containsExactly("rwx------", "rwxr-xr-x", "rwxr-xr-x");
    }

    @Test
    void aLinkInTheImageIsNotFollowed() throws Exception {
        var hosts = Files.createFile(folder.resolve("hosts"));
        for (var link : List.of("etc", "etc/hosts")) {
            try (var unpacking = Unpacking.below(folder, "root")) {
                unpacking.take(
                        archive -> {
                            var tar = new TarArchiveOutputStream(archive);
                            var entry = new TarArchiveEntry(link, TarConstants.LF_SYMLINK);
                            entry.setLinkName((link.equals("etc") ? folder : hosts).toString());
                            tar.putArchiveEntry(entry);
                            tar.closeArchiveEntry();
                            tar.close();
                        });
            }
            assertThat(hosts).as(link).isEmptyFile();
        }
    }
}
