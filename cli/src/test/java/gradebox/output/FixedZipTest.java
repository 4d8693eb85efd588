package gradebox.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.TimeZone;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixedZipTest {
    @TempDir Path folder;

    private Path write(String name, Path file) throws IOException {
        var zip = folder.resolve(name);
        new FixedZip()
                .put("run", "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8), 0755)
                .put("data/é.txt", file, 0600)
                .write(zip);
        return zip;
    }

    @Test
    void theSameContentIsTheSameBytesAtAnyTimeAndAnywhere() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "text");
        var first = write("a.zip", file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_700_000_000_000L));
        var here = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
            assertThat(Files.mismatch(first, write("b.zip", file))).isEqualTo(-1);
        } finally {
            TimeZone.setDefault(here);
        }
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
        assertThatThrownBy(() -> write("a.zip", folder.resolve("missing")))
                .hasMessageContaining("missing");
        assertThat(zip).hasContent("old");
        assertThat(folder.toFile().list()).containsExactly("a.zip");
    }
}
