package gradebox.sandbox.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.RunIdentity;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.host.Labels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
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
        assertThat(folder).isEmptyDirectory();
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
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void sweepingDeletesWhatDeadRunsBeganAndNothingElse() throws Exception {
        var self = RunIdentity.ofThisProcess();
        var dead = new RunIdentity("x", 4_194_305, "1", self.boot(), self.pidSpace());
        var left = Unpacking.below(folder, "root");
        Labels.write(left.folder(), dead.labels("unpacking"));
        Files.writeString(left.root().resolve("file"), "x");
        var living = Unpacking.below(folder, "root");
        Files.createDirectories(folder.resolve("complete"));
        Unpacking.sweep(folder);

        assertThat(left.folder()).doesNotExist();
        assertThat(living.root()).exists();
        assertThat(folder.resolve("complete")).exists();
    }
}
