package gradebox.sandbox.archive;

import static gradebox.sandbox.archive.ZipForge.file;
import static gradebox.sandbox.archive.ZipForge.joined;
import static gradebox.sandbox.archive.ZipForge.zip;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.archive.ZipForge.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileZipTest {
    @TempDir Path home;
    private ArchiveLab lab;

    @BeforeEach
    void makeLab() throws IOException {
        lab = new ArchiveLab(home);
    }

    private static Entry good() {
        return file("solution.py", "x = 1\n");
    }

    private static void isUnsafe(Dropped dropped) {
        assertThat(dropped.kind()).isEqualTo(Dropped.Kind.UNSAFE);
    }

    @Test
    void aLinkIsLeftOut() throws Exception {
        Unpacked unpacked = lab.open(zip(good(), file("l", "/etc/passwd").stored().mode(0120777)));
        assertThat(unpacked.paths()).containsExactly("solution.py");
        assertThat(unpacked.dropped()).hasToString("[l: it is a link]");
    }

    @Test
    void aLinkThatIsThenWrittenThroughRefusesTheArchive() throws Exception {
        Entry link = file("l", "../..").stored().mode(0120777);
        assertThat(lab.refusal(zip(good(), link, file("l/canary", "evil")))).contains("contradict");
    }

    @Test
    void devicesPipesAndSocketsAreLeftOut() throws Exception {
        Unpacked unpacked =
                lab.open(
                        zip(
                                good(),
                                file("fifo", "").mode(0010644),
                                file("device", "").mode(0020644),
                                file("disk", "").mode(0060644),
                                file("socket", "").mode(0140644)));
        assertThat(unpacked.paths()).containsExactly("solution.py");
        assertThat(unpacked.dropped()).hasSize(4).allSatisfy(HostileZipTest::isUnsafe);
    }

    @Test
    void modesAreNeverRestored() throws Exception {
        Unpacked unpacked = lab.open(zip(file("run.sh", "id").mode(0106777)));
        assertThat(Modes.of(unpacked.root().resolve("run.sh"))).isEqualTo("rw-r--r--");
        assertThat(Modes.of(unpacked.root())).isEqualTo("rwxr-xr-x");
    }

    @Test
    void aBombStopsAtTheCap() throws Exception {
        byte[] bomb = zip(good(), file("zeros", new byte[8 << 20]));
        assertThat(bomb.length).isLessThan(1 << 15);
        assertThat(lab.refusal(bomb)).contains("larger than 1 MiB");
    }

    @Test
    void aBombOfManyFilesStopsAtTheCapOfAll() throws Exception {
        Entry[] parts =
                IntStream.range(0, 20)
                        .mapToObj(i -> file("zeros" + i, new byte[100_000]))
                        .toArray(Entry[]::new);
        assertThat(lab.refusal(zip(parts))).contains("larger than 1 MiB");
    }

    @Test
    void anExtremeRatioIsRefusedWithinTheCap() throws Exception {
        byte[] bomb = zip(file("zeros", new byte[24 << 20]));
        assertThat(lab.refusal(bomb, ArchiveLimits.ofSubmission(1 << 30)))
                .contains("200 times its own size");
    }

    @Test
    void entriesThatShareBytesAreRefused() throws Exception {
        byte[] bomb = zip(file("kernel", new byte[100_000]), file("kernel2", "x").at(0));
        assertThat(lab.refusal(bomb)).contains("overlap");
    }

    @Test
    void anEntryInsideAnotherIsRefused() throws Exception {
        byte[] inner = zip(file("evil.py", "evil"));
        Entry outer = file("outer.py", inner).stored();
        byte[] bomb = zip(outer, file("evil.py", "evil").at(30 + "outer.py".length()));
        assertThat(lab.refusal(bomb)).contains("overlap");
    }

    @Test
    void aSizeThatLiesIsRefused() throws Exception {
        assertThat(lab.refusal(zip(good(), file("big", new byte[100_000]).size(1))))
                .contains("damaged", "'big'");
        assertThat(lab.refusal(zip(good(), file("small", "x").size(100_000)))).contains("damaged");
    }

    @Test
    void anArchiveInsideStaysAFile() throws Exception {
        byte[] inner = zip(file("zeros", new byte[50 << 20]));
        Unpacked unpacked = lab.open(zip(good(), file("inner.zip", inner)));
        assertThat(unpacked.paths()).containsExactly("inner.zip", "solution.py");
        assertThat(unpacked.bytes()).isLessThan(1 << 17);
    }

    @Test
    void tooManyEntriesAreRefused() throws Exception {
        assertThat(lab.refusal(many(2_001, "f"))).contains("more than 2000 files");
        assertThat(lab.refusal(many(65_000, "f"))).contains("more than 2000 files");
    }

    @Test
    void junkCountsLessThanFiles() throws Exception {
        Unpacked unpacked = lab.open(many(3_000, ".venv/lib/f", good()));
        assertThat(unpacked.paths()).containsExactly("solution.py");
        assertThat(unpacked.dropped()).hasToString("[.venv: a virtual environment]");
    }

    @Test
    void tooMuchJunkIsRefused() throws Exception {
        assertThat(lab.refusal(many(20_001, ".venv/lib/f"))).contains("2000 files");
    }

    private static byte[] many(int count, String prefix, Entry... more) {
        var many = IntStream.range(0, count).mapToObj(i -> file(prefix + i, "").stored());
        return zip(Stream.concat(many, Arrays.stream(more)).toArray(Entry[]::new));
    }

    @Test
    void twoNamesForOneEntryAreRefused() throws Exception {
        assertThat(lab.refusal(zip(file("good.py", "x").localName("evil.py"))))
                .contains("contradicts itself");
    }

    @Test
    void twoNamesThroughTheUnicodeFieldAreRefused() throws Exception {
        assertThat(lab.refusal(zip(file("good.py", "x").centralExtra(unicodePath("evil.py")))))
                .contains("contradicts itself");
    }

    private static byte[] unicodePath(String name) {
        var crc = new CRC32();
        crc.update("good.py".getBytes(UTF_8));
        byte[] utf8 = name.getBytes(UTF_8);
        ByteBuffer field = ByteBuffer.allocate(9 + utf8.length).order(ByteOrder.LITTLE_ENDIAN);
        field.putShort((short) 0x7075).putShort((short) (5 + utf8.length)).put((byte) 1);
        return field.putInt((int) crc.getValue()).put(utf8).array();
    }

    @Test
    void twoZipsInOneFileAreRefused() throws Exception {
        byte[] one = zip(file("good.py", "x"));
        byte[] two = zip(file("evil.py", "x"));
        assertThat(lab.refusal(joined(one, two))).contains("before the zip's beginning");
    }

    @Test
    void junkBeforeOrBehindAZipIsRefused() throws Exception {
        byte[] zip = zip(good());
        assertThat(lab.refusal(joined(zip, new byte[] {1, 2, 3})))
                .contains("follows the zip's end");
        assertThat(lab.refusal(joined(new byte[] {1, 2, 3}, zip))).contains("no archive");
        assertThat(lab.refusal(joined("PK\3\4junk".getBytes(UTF_8), zip)))
                .contains("before the zip's beginning");
    }

    @Test
    void aHiddenEntryBeforeTheOthersIsRefused() throws Exception {
        byte[] hidden = zip(file("evil.py", "x"));
        byte[] both = joined(hidden, zip(good()));
        // Correct the second directory's offsets: the gap in front of it alone is odd then.
        ByteBuffer bytes = ByteBuffer.wrap(both).order(ByteOrder.LITTLE_ENDIAN);
        int directory = bytes.getInt(both.length - 6) + hidden.length;
        bytes.putInt(both.length - 6, directory);
        bytes.putInt(directory + 42, hidden.length);
        assertThat(lab.refusal(both)).contains("overlap");
    }

    @Test
    void dataBehindTheCompressedStreamIsRefused() throws Exception {
        assertThat(lab.refusal(zip(file("a.py", "x").packedTail(new byte[] {1, 2}))))
                .contains("damaged");
    }

    @Test
    void whatIsCutOffEmptyOrGarbageIsUnreadable() throws Exception {
        byte[] zip = zip(good(), file("more.py", "y = 2\n"));
        for (int length = 0; length < zip.length; length++) {
            assertThat(lab.refusal(Arrays.copyOf(zip, length))).isNotBlank();
        }
        assertThat(lab.refusal("hello, I am a zip".getBytes(UTF_8))).contains("no archive");
    }

    @Test
    void aWrongChecksumIsRefused() throws Exception {
        assertThat(lab.refusal(zip(good(), file("bad.py", "x").crc(7)))).contains("'bad.py'");
        assertThat(lab.refusal(zip(good(), file("bad.py", "x").stored().crc(7))))
                .contains("'bad.py'");
    }

    @Test
    void anEncryptedZipSaysSo() throws Exception {
        assertThat(lab.refusal(zip(good(), file("secret.py", "x").flags(1))))
                .isEqualTo("the archive is encrypted; upload it without a password");
    }

    @Test
    void anUnknownMethodIsRefused() throws Exception {
        assertThat(lab.refusal(zip(file("a.py", "x").method(14)))).contains("unusual way");
    }

    @Test
    void inAClassOneStudentsFaultsLeaveTheOthersWhole() throws Exception {
        Unpacked unpacked =
                lab.open(
                        zip(
                                file("alice/solution.py", "x"),
                                file("bob/Main.py", "1"),
                                file("bob/main.py", "2"),
                                file("carol/big.bin", new byte[2 << 20]),
                                file("dave/bad.py", "x").crc(7)),
                        ArchiveLimits.ofClass(1 << 20),
                        Refusal.ENTRY);
        assertThat(unpacked.paths()).containsExactly("alice/solution.py", "bob/Main.py");
        assertThat(unpacked.dropped())
                .filteredOn(d -> d.kind() == Dropped.Kind.FATAL)
                .extracting(Dropped::path)
                .containsExactly("bob/main.py", "carol/big.bin", "dave/bad.py");
        assertThat(unpacked.within("alice").paths()).containsExactly("solution.py");
        assertThat(unpacked.within("bob").dropped()).hasSize(1);
    }
}
