package gradebox.sandbox.archive;

import static gradebox.sandbox.archive.TarForge.gzip;
import static gradebox.sandbox.archive.ZipForge.file;
import static gradebox.sandbox.archive.ZipForge.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that is too small for what an archive holds. Needs root, to mount one. */
class FullDiskIT {
    @TempDir private Path home;

    private static void run(String... command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        assertThat(process.waitFor()).as("%s, which root may do", List.of(command)).isZero();
    }

    @Test
    void wantOfRoomIsOurFaultAndNothingIsLeft() throws Exception {
        var large = "0123456789abcdef".repeat(30_000); // fits the limits, and not the disk
        var tar = new TarForge().file("a.py", "x = 1").file("b.txt", large).finish();
        var disk = Files.createDirectory(home.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=256k", "small", disk.toString());
        try {
            for (var archive :
                    List.of(zip(file("a.py", "x"), file("b.txt", large)), tar, gzip(tar))) {
                var packed = Files.write(home.resolve("archive"), archive);
                for (var refusal : Refusal.values()) {
                    var opener = new ArchiveOpener(ArchiveLab.LIMITS, refusal);
                    assertThatThrownBy(() -> opener.open(packed, disk.resolve("fresh")))
                            .isInstanceOf(IOException.class)
                            .hasMessageContaining("No space left on device");
                    assertThat(disk).isEmptyDirectory();
                }
            }
        } finally {
            run("umount", disk.toString());
        }
    }
}
