package gradebox.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.TimeZone;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;

class FixedZipTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip() throws IOException {
        return new FixedZip()
                .put("run", bytes("#!"), 0755)
                .put("data/secret", bytes("12".repeat(5_000)), 0600)
                .bytes();
    }

    @Test
    void filesAreSortedAndHaveTheirModes() throws IOException {
        try (var zip =
                ZipFile.builder()
                        .setSeekableByteChannel(new SeekableInMemoryByteChannel(zip()))
                        .get()) {
            var entries = Collections.list(zip.getEntriesInPhysicalOrder());
            assertThat(entries).extracting("name").containsExactly("data/secret", "run");
            assertThat(entries.get(0).getUnixMode()).isEqualTo(0100600);
            assertThat(entries.get(1).getUnixMode()).isEqualTo(0100755);
            assertThat(zip.getInputStream(entries.get(0)).readAllBytes()).hasSize(10_000);
        }
    }

    @Test
    void theSameFilesAreTheSameBytesWhereverAndWheneverTheyArePacked() throws Exception {
        var here = zip();
        var zone = TimeZone.getDefault();
        try {
            for (var other : new String[] {"Pacific/Kiritimati", "America/New_York"}) {
                TimeZone.setDefault(TimeZone.getTimeZone(other));
                assertThat(zip()).isEqualTo(here);
            }
        } finally {
            TimeZone.setDefault(zone);
        }
    }
}
