package gradebox.sandbox.archive;

import static gradebox.sandbox.archive.TarForge.gzip;
import static gradebox.sandbox.archive.ZipForge.joined;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarTest {
    @TempDir Path home;
    private ArchiveLab lab;

    @BeforeEach
    void makeLab() throws IOException {
        lab = new ArchiveLab(home);
    }

    @Test
    void aTarOpensPackedOrNot() throws Exception {
        byte[] tar =
                new TarForge()
                        .special("./", TarConstants.LF_DIR, "")
                        .file("./s.py", "x = 1\n")
                        .finish();
        assertThat(lab.open(tar).paths()).containsExactly("s.py");
        Unpacked packed = new ArchiveLab(home.resolve("2")).open(gzip(tar));
        assertThat(Files.readString(packed.root().resolve("s.py"))).isEqualTo("x = 1\n");
        assertThat(Modes.of(packed.root().resolve("s.py"))).isEqualTo("rw-r--r--");
    }

    @Test
    void linksDevicesAndNamesThatLeadOutAreLeftOut() throws Exception {
        byte[] tar =
                new TarForge()
                        .file("s.py", "x")
                        .special("hard", TarConstants.LF_LINK, "/etc/shadow")
                        .special("soft", TarConstants.LF_SYMLINK, "/etc/shadow")
                        .special("fifo", TarConstants.LF_FIFO, "")
                        .special("disk", TarConstants.LF_BLK, "")
                        .special("tty", TarConstants.LF_CHR, "")
                        .file("../../canary", "evil")
                        .finish();
        Unpacked unpacked = lab.open(tar);
        assertThat(unpacked.paths()).containsExactly("s.py");
        assertThat(unpacked.dropped())
                .hasSize(6)
                .allSatisfy(d -> assertThat(d.kind()).isEqualTo(Dropped.Kind.UNSAFE));
    }

    @Test
    void writingThroughALinkRefusesTheArchive() throws Exception {
        byte[] tar =
                new TarForge()
                        .special("l", TarConstants.LF_SYMLINK, "../..")
                        .file("l/canary", "evil")
                        .finish();
        assertThat(lab.refusal(tar)).contains("contradict");
    }

    @Test
    void aFileTwiceIsRefused() throws Exception {
        assertThat(lab.refusal(new TarForge().file("s.py", "1").file("s.py", "2").finish()))
                .contains("twice");
    }

    @Test
    void aTarThatIsCutOffAnywhereIsRefused() throws Exception {
        byte[] tar = new TarForge().file("s.py", "x".repeat(600)).file("t.py", "y").finish();
        int end = 512 + 1024 + 512 + 512;
        for (int length = 0; length < end + 512; length += 128) {
            assertThat(lab.refusal(Arrays.copyOf(tar, length))).isNotBlank();
        }
        byte[] packed = gzip(tar);
        for (int length = 0; length < packed.length; length++) {
            assertThat(lab.refusal(Arrays.copyOf(packed, length))).isNotBlank();
        }
    }

    @Test
    void somethingBehindTheEndIsRefused() throws Exception {
        byte[] one = new TarForge().file("good.py", "x").finish();
        byte[] two = new TarForge().file("evil.py", "x").finish();
        assertThat(lab.refusal(joined(one, two))).contains("follows its end");
        assertThat(lab.refusal(gzip(joined(one, two)))).contains("follows its end");
        assertThat(lab.refusal(joined(gzip(one), gzip(two)))).contains("follows its end");
        assertThat(lab.refusal(joined(gzip(one), new byte[] {1, 2, 3}))).contains("damaged");
    }

    @Test
    void aBombStopsAtTheCap() throws Exception {
        byte[] bomb = gzip(new TarForge().file("zeros", new byte[8 << 20]).finish());
        assertThat(lab.refusal(bomb)).contains("larger than 1 MiB");
    }

    @Test
    void aBombOfJunkStopsToo() throws Exception {
        byte[] bomb = gzip(new TarForge().file(".venv/zeros", new byte[32 << 20]).finish());
        assertThat(lab.refusal(bomb)).contains("too large");
    }

    @Test
    void aNameOfMegabytesIsNotRead() throws Exception {
        byte[] tar = new TarForge().longName(4 << 20).file("s.py", "x").finish();
        assertThat(lab.refusal(gzip(tar))).contains("too large");
    }

    @Test
    void aGzipThatHoldsNoTarIsRefused() throws Exception {
        assertThat(lab.refusal(gzip("x = 1\n".getBytes(UTF_8)))).contains("cut off");
    }

    @Test
    void otherArchivesAreNamedAsSuch() throws Exception {
        byte[] rar = joined(new byte[] {'R', 'a', 'r', '!', 0x1a, 7, 0}, new byte[600]);
        assertThat(lab.refusal(rar)).contains("upload a zip or a tar.gz");
    }
}
