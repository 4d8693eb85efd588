package gradebox.sandbox.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gradebox.sandbox.HostileBytes;
import gradebox.sandbox.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What students upload; see {@code sandbox/fuzz/run}. */
class ArchiveFuzz {
    private static final ArchiveLimits LIMITS =
            new ArchiveLimits(1 << 20, 1 << 19, 50, 6, 200, 100);

    @FuzzTest
    void archive(byte[] bytes) throws Exception {
        HostileBytes.feed(bytes, ArchiveFuzz::openArchive);
    }

    /** Open it, and list it: as strict as a submission's, and as lenient as a class's. */
    static void openArchive(byte[] bytes) throws IOException {
        var home = Scratch.folder("fuzz");
        try {
            var file = Files.write(home.resolve("archive"), bytes);
            for (var refusal : Refusal.values()) {
                var fresh = home.resolve("fresh-" + refusal);
                try {
                    var unpacked = new ArchiveOpener(LIMITS, refusal).open(file, fresh);
                    assertThat(unpacked.bytes()).isLessThanOrEqualTo(LIMITS.totalBytes());
                    assertThat(unpacked.paths())
                            .noneMatch(path -> path.startsWith("/"))
                            .noneMatch(path -> List.of(path.split("/", -1)).contains(".."));
                } catch (ArchiveRefusedException e) {
                    assertThat(e.why()).isNotBlank();
                    assertThat(fresh).doesNotExist();
                }
            }
            list(home.resolve("archive"));
        } finally {
            Scratch.delete(home);
        }
    }

    private static void list(Path file) throws IOException {
        try {
            new ArchiveOpener(LIMITS, Refusal.ENTRY).list(file);
        } catch (ArchiveRefusedException e) {
            assertThat(e.why()).isNotBlank();
        }
    }
}
