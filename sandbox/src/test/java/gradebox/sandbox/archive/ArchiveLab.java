package gradebox.sandbox.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;

/** Open bytes as an archive below a folder of its own, and see that nothing lands beside it. */
final class ArchiveLab {
    static final ArchiveLimits LIMITS = ArchiveLimits.ofSubmission(1 << 20);

    private final Path home;
    private final Path fresh;

    ArchiveLab(Path home) throws IOException {
        this.home = home;
        Files.createDirectories(home.resolve("deep/er"));
        Files.writeString(home.resolve("canary"), "alive");
        fresh = home.resolve("deep/er/fresh");
    }

    Unpacked open(byte[] archive) throws ArchiveRefusedException, IOException {
        return open(archive, LIMITS, Refusal.ARCHIVE);
    }

    Unpacked open(byte[] archive, ArchiveLimits limits, Refusal refusal)
            throws ArchiveRefusedException, IOException {
        Path file = home.resolve("archive");
        Files.write(file, archive);
        try {
            Unpacked unpacked = new ArchiveOpener(limits, refusal).open(file, fresh);
            assertThat(regularFiles(fresh)).isEqualTo(unpacked.paths());
            return unpacked;
        } finally {
            assertThat(regularFiles(home))
                    .filteredOn(path -> !path.startsWith("deep/er/fresh/"))
                    .containsExactly("archive", "canary");
            assertThat(Files.readString(home.resolve("canary"))).isEqualTo("alive");
        }
    }

    /** Open what must be refused, and return the reason. */
    String refusal(byte[] archive) throws IOException {
        return refusal(archive, LIMITS);
    }

    String refusal(byte[] archive, ArchiveLimits limits) throws IOException {
        try {
            open(archive, limits, Refusal.ARCHIVE);
        } catch (ArchiveRefusedException e) {
            assertThat(fresh).doesNotExist();
            return e.why();
        }
        return Assertions.fail("it was opened");
    }

    private static List<String> regularFiles(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
