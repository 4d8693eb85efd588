package gradebox.sandbox.archive;

import static gradebox.sandbox.archive.TarForge.gzip;
import static gradebox.sandbox.archive.ZipForge.file;
import static gradebox.sandbox.archive.ZipForge.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the machine fails at while an archive is read is no fault of the archive. */
class MachineFaultTest {
    private static final int ENOUGH = 10_000;

    /** Fails at one of its calls, as a disk does. */
    private static final class Failing extends SeekableInMemoryByteChannel {
        private int left;

        Failing(byte[] bytes, int calls) {
            super(bytes);
            left = calls;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            if (left-- == 0) {
                throw new IOException("Input/output error");
            }
            return super.read(into);
        }
    }

    private static byte[] noise() {
        var bytes = new byte[200_000];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private interface Reading {
        void of(SeekableByteChannel channel) throws ArchiveRefusedException, IOException;
    }

    private static void drain(String name, EntryType type, EntryBytes content)
            throws ArchiveRefusedException, IOException {
        var buffer = new byte[1 << 12];
        while (content.read(buffer) >= 0) {
            // to its end
        }
    }

    private static void readZip(SeekableByteChannel channel)
            throws ArchiveRefusedException, IOException {
        new ZipReader(ArchiveLab.LIMITS).read(channel, MachineFaultTest::drain);
    }

    private static void readTar(SeekableByteChannel channel, boolean gzip)
            throws ArchiveRefusedException, IOException {
        var stream = Channels.newInputStream(channel);
        new TarReader(ArchiveLab.LIMITS).read(stream, gzip, MachineFaultTest::drain);
    }

    /** Let every single read fail in turn, until one comes to its end. */
    private static int failures(byte[] archive, Reading reading) throws Exception {
        for (int calls = 0; calls < ENOUGH; calls++) {
            try {
                reading.of(new ReadChannel(new Failing(archive, calls)));
                return calls;
            } catch (ReadChannel.FaultException e) {
                assertThat(e.fault()).hasMessage("Input/output error");
            }
        }
        throw new AssertionError("it never came to its end");
    }

    @Test
    void aDiskThatCannotBeReadIsNoDamagedArchive() throws Exception {
        var zip = zip(file("a.py", "x = 1"), file("b.bin", noise()));
        var tar = new TarForge().file("a.py", "x = 1").file("b.txt", "y".repeat(99_999)).finish();

        assertThat(failures(zip, MachineFaultTest::readZip)).isGreaterThan(10);
        assertThat(failures(tar, channel -> readTar(channel, false))).isGreaterThan(2);
        assertThat(failures(gzip(tar), channel -> readTar(channel, true))).isPositive();
    }

    @Test
    void anInterruptIsNoDamagedArchive(@TempDir Path folder) throws Exception {
        var file = Files.write(folder.resolve("a.zip"), zip(file("b.bin", noise())));
        try (var channel = new ReadChannel(Files.newByteChannel(file))) {
            var reader = new ZipReader(ArchiveLab.LIMITS);
            assertThatThrownBy(
                            () ->
                                    reader.read(
                                            channel,
                                            (name, type, content) -> {
                                                Thread.currentThread().interrupt();
                                                drain(name, type, content);
                                            }))
                    .isInstanceOf(ReadChannel.FaultException.class)
                    .hasCauseInstanceOf(ClosedByInterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void whoeverOpensHearsOfTheFaultItself(@TempDir Path folder) throws Exception {
        var file = Files.write(folder.resolve("a.zip"), zip(file("b.bin", noise())));
        var opener = new ArchiveOpener(ArchiveLab.LIMITS, Refusal.ARCHIVE);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> opener.open(file, folder.resolve("fresh")))
                    .isInstanceOf(ClosedByInterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(folder.resolve("fresh")).doesNotExist();
    }
}
