package gradebox.sandbox.archive;

import static gradebox.sandbox.archive.ZipForge.file;
import static gradebox.sandbox.archive.ZipForge.folder;
import static gradebox.sandbox.archive.ZipForge.zip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HonestZipTest {
    @TempDir Path home;
    private ArchiveLab lab;

    @BeforeEach
    void makeLab() throws IOException {
        lab = new ArchiveLab(home);
    }

    @Test
    void aZipMadeOnMacOsOpens() throws Exception {
        // The Finder streams, leaves the UTF-8 flag away, decomposes names and adds its own folder.
        byte[] name = "hw1/re\u0301sume\u0301.py".getBytes(UTF_8);
        Unpacked unpacked =
                lab.open(
                        zip(
                                folder("hw1/"),
                                file("hw1/solution.py", "x = 1\n").streamed(),
                                file("x", "y").rawName(name, false).streamed(),
                                file("__MACOSX/hw1/._solution.py", "m").streamed()));
        assertThat(unpacked.paths()).containsExactly("hw1/r\u00e9sum\u00e9.py", "hw1/solution.py");
        assertThat(Files.readString(unpacked.root().resolve("hw1/solution.py")))
                .isEqualTo("x = 1\n");
    }

    @Test
    void aZipMadeOnWindowsOpens() throws Exception {
        byte[] zip = zip(file("hw1/solution.py", "x").mode(0), file("hw1/a b.txt", "").mode(0));
        assertThat(lab.open(zip).paths()).containsExactly("hw1/a b.txt", "hw1/solution.py");
    }

    @Test
    void aZipOfWideSizesOpens() throws Exception {
        assertThat(lab.open(zip(file("a.py", "x").streamedWide(), file("b.py", "y"))).paths())
                .containsExactly("a.py", "b.py");
    }

    @Test
    void aZipOfJavasOwnOpens() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            out.putNextEntry(new ZipEntry("folder/"));
            out.putNextEntry(new ZipEntry("folder/solution.py"));
            out.write("x = 1\n".getBytes(UTF_8));
            out.setComment("made by hand");
        }
        assertThat(lab.open(bytes.toByteArray()).paths()).containsExactly("folder/solution.py");
    }

    @Test
    void aZip64WrittenToAPipeOpens() throws Exception {
        var bytes = new ByteArrayOutputStream();
        OutputStream pipe = bytes;
        try (var out = new ZipArchiveOutputStream(pipe)) {
            out.setUseZip64(Zip64Mode.Always);
            out.putArchiveEntry(new ZipArchiveEntry("solution.py"));
            out.write("x = 1\n".getBytes(UTF_8));
            out.closeArchiveEntry();
        }
        assertThat(lab.open(bytes.toByteArray()).paths()).containsExactly("solution.py");
    }

    @Test
    void theSameContentsHaveTheSameDigestHoweverTheyArePacked() throws Exception {
        byte[] one = zip(file("a.py", "1"), file("b.py", "2"));
        byte[] two = zip(file("b.py", "2").stored(), file("a.py", "1").streamed());
        byte[] other = zip(file("a.py", "1"), file("b.py", "3"));
        byte[] renamed = zip(file("a.py", "1"), file("c.py", "2"));
        String digest = digest("1", one);
        assertThat(digest).matches("[0-9a-f]{64}").isEqualTo(digest("2", two));
        assertThat(digest).isNotEqualTo(digest("3", other)).isNotEqualTo(digest("4", renamed));
    }

    private String digest(String name, byte[] archive) throws Exception {
        return new ArchiveLab(home.resolve(name)).open(archive).digest();
    }

    @Test
    void listingNamesTheFilesAndTellsArchives() throws Exception {
        Path archive = home.resolve("class.zip");
        byte[] inner = zip(file("solution.py", "x"));
        Files.write(
                archive,
                zip(folder("a/"), file("a/bob.dat", inner).stored(), file("carol.zip", "text")));
        assertThat(new ArchiveOpener(ArchiveLab.LIMITS, Refusal.ARCHIVE).list(archive))
                .containsExactly(
                        new ArchiveOpener.Listed("a/bob.dat", ArchiveKind.ZIP),
                        new ArchiveOpener.Listed("carol.zip", ArchiveKind.NONE));
    }
}
