package gradebox.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixedZipTest {
    @TempDir Path folder;

    private Path write(String name, Path file) throws IOException {
        var zip = folder.resolve(name);
        try (var out = FixedZip.create(zip)) {
            out.add("run", "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8), 0755);
            out.add("data/é.txt", file, 0600);
            out.keep();
        }
        return zip;
    }

    @Test
    void theSameContentIsTheSameBytes() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "text");
        var first = write("a.zip", file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
        assertThat(Files.mismatch(first, write("b.zip", file))).isEqualTo(-1);
    }

    @Test
    void modesAndNamesAreKept() throws Exception {
        var zip = write("a.zip", Files.writeString(folder.resolve("file"), "text"));
        try (var read = ZipFile.builder().setPath(zip).get()) {
            assertThat(read.getEntry("run").getUnixMode()).isEqualTo(0100755);
            assertThat(read.getEntry("data/é.txt").getUnixMode()).isEqualTo(0100600);
        }
        assertThat(Files.getPosixFilePermissions(zip))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void whatCannotBeReadLeavesTheOldFileAndNoDraft() throws Exception {
        var zip = Files.writeString(folder.resolve("a.zip"), "old");
        try {
            write("a.zip", folder.resolve("missing"));
        } catch (IOException expected) {
            assertThat(expected).hasMessageContaining("missing");
        }
        assertThat(zip).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("a.zip");
    }
}
