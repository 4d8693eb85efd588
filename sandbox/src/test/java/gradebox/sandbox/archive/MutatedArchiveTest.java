package gradebox.sandbox.archive;

import static gradebox.sandbox.archive.ZipForge.file;
import static gradebox.sandbox.archive.ZipForge.folder;
import static gradebox.sandbox.archive.ZipForge.joined;
import static gradebox.sandbox.archive.ZipForge.zip;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever is done to an archive, it opens to files under the caps, or it is refused. */
class MutatedArchiveTest {
    private static final ArchiveLimits LIMITS = new ArchiveLimits(4_096, 2_048, 8, 3, 200, 100);

    @Property(tries = 300)
    void aMutatedZipOpensOrIsRefused(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 9_999) Integer> places,
            @ForAll @IntRange(max = 3) int kind,
            @ForAll byte value)
            throws IOException {
        opensOrIsRefused(mutated(validZip(), places, kind, value));
    }

    @Property(tries = 200)
    void aMutatedTarOpensOrIsRefused(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(max = 9_999) Integer> places,
            @ForAll @IntRange(max = 3) int kind,
            @ForAll byte value,
            @ForAll boolean packed)
            throws IOException {
        // The end of a tar is 8 KiB of zeros: mutate what stands before it.
        byte[] tar = Arrays.copyOf(validTar(), 4_608);
        byte[] mutated = joined(mutated(tar, places, kind, value), new byte[1_024]);
        opensOrIsRefused(packed ? TarForge.gzip(mutated) : mutated);
    }

    private static void opensOrIsRefused(byte[] archive) throws IOException {
        Path home = Files.createTempDirectory("mutated");
        try {
            Path file = Files.write(home.resolve("archive"), archive);
            Unpacked unpacked =
                    new ArchiveOpener(LIMITS, Refusal.ARCHIVE).open(file, home.resolve("fresh"));
            assertThat(unpacked.bytes()).isLessThanOrEqualTo(LIMITS.totalBytes());
            assertThat(unpacked.files()).hasSizeLessThanOrEqualTo(LIMITS.entries());
            assertThat(unpacked.paths())
                    .noneMatch(path -> path.startsWith("/"))
                    .noneMatch(path -> List.of(path.split("/")).contains(".."));
        } catch (ArchiveRefusedException e) {
            assertThat(e.why()).isNotBlank();
            assertThat(home.resolve("fresh")).doesNotExist();
        } finally {
            delete(home);
        }
    }

    private static byte[] mutated(byte[] valid, List<Integer> places, int kind, byte value) {
        byte[] bytes = valid.clone();
        for (int place : places) {
            int at = (int) ((long) place * bytes.length / 10_000);
            switch (kind) {
                case 0 -> bytes[at] = value;
                case 1 -> bytes[at] ^= (byte) (1 << (value & 7));
                case 2 -> bytes[at] = 0;
                default -> bytes = without(bytes, at, value & 31);
            }
        }
        return bytes;
    }

    private static byte[] without(byte[] bytes, int at, int length) {
        int until = Math.min(bytes.length, at + length);
        return joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, until, bytes.length));
    }

    private static byte[] validZip() {
        return zip(
                folder("hw1/"),
                file("hw1/solution.py", "x = 1\n".repeat(20)),
                file("hw1/data.bin", new byte[1_000]).streamed(),
                file("hw1/wide.bin", "w".repeat(90)).streamedWide(),
                file("__MACOSX/._x", "junk").stored());
    }

    private static byte[] validTar() throws IOException {
        return new TarForge()
                .file("solution.py", "x = 1\n")
                .file("b".repeat(120) + ".py", "y = 2\n")
                .file("sub/c.py", "z = 3\n")
                .finish();
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
