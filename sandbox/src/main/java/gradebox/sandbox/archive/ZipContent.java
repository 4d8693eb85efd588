package gradebox.sandbox.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipMethod;
import org.jspecify.annotations.Nullable;

/**
 * Read one zip entry and believe nothing: its compressed bytes must be used up exactly, give
 * exactly as many bytes as it says, and match its checksum.
 */
final class ZipContent implements EntryBytes, AutoCloseable {
    private final ZipArchiveEntry entry;
    private final InputStream packed;
    private final @Nullable Inflater inflater;
    private final byte[] input = new byte[1 << 14];
    private final CRC32 crc = new CRC32();
    private long bytes;
    private boolean ended;

    ZipContent(ZipArchiveEntry entry, InputStream packed) throws ArchiveRefusedException {
        this.entry = entry;
        this.packed = packed;
        if (entry.getMethod() == ZipMethod.DEFLATED.getCode()) {
            inflater = new Inflater(true);
        } else if (entry.getMethod() == ZipMethod.STORED.getCode()) {
            inflater = null;
        } else {
            throw new ArchiveRefusedException(
                    "it is compressed in an unusual way; make it again as a plain zip");
        }
    }

    @Override
    public int read(byte[] into) throws ArchiveRefusedException, IOException {
        if (ended) {
            return -1;
        }
        int n = inflater == null ? Parsing.of(() -> packed.read(into)) : inflate(inflater, into);
        if (n < 0) {
            ended = true;
            finish();
            return -1;
        }
        crc.update(into, 0, n);
        bytes += n;
        if (bytes > entry.getSize()) {
            throw damaged();
        }
        return n;
    }

    private int inflate(Inflater inflater, byte[] into)
            throws ArchiveRefusedException, IOException {
        try {
            while (!inflater.finished()) {
                int n = inflater.inflate(into);
                if (n > 0) {
                    return n;
                }
                if (inflater.needsDictionary() || (inflater.needsInput() && !feed(inflater))) {
                    throw damaged();
                }
            }
            return -1;
        } catch (DataFormatException e) {
            throw damaged();
        }
    }

    private boolean feed(Inflater inflater) throws ArchiveRefusedException, IOException {
        if (inflater.finished()) {
            return true;
        }
        int n = Parsing.of(() -> packed.read(input));
        if (n > 0) {
            inflater.setInput(input, 0, n);
        }
        return n > 0;
    }

    private void finish() throws ArchiveRefusedException {
        boolean exact = inflater == null || inflater.getBytesRead() == entry.getCompressedSize();
        if (!exact || bytes != entry.getSize() || crc.getValue() != entry.getCrc()) {
            throw damaged();
        }
    }

    private EntryRefusedException damaged() {
        return new EntryRefusedException(
                "the archive is damaged: '"
                        + EntryName.shown(entry.getName())
                        + "' does not match its checksum or its size; make it again and upload it"
                        + " again");
    }

    @Override
    public void close() throws IOException {
        if (inflater != null) {
            inflater.end();
        }
        packed.close();
    }
}
