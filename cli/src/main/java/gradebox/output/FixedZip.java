package gradebox.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Make a zip whose bytes depend on its files alone: they are sorted, and have one time, whenever
 * and wherever it is made.
 */
public final class FixedZip {
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final int REGULAR = 0100000;

    private final SortedMap<String, Entry> entries = new TreeMap<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(byte[] content, int mode) {}

    /**
     * Put a file in, in place of one that has its path.
     *
     * @param mode its permissions, as {@code chmod} takes them
     */
    public FixedZip put(String path, byte[] content, int mode) {
        entries.put(path, new Entry(content.clone(), mode));
        return this;
    }

    /** Return the zip. */
    public byte[] bytes() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipArchiveOutputStream(bytes)) {
            for (var each : entries.entrySet()) {
                var entry = new ZipArchiveEntry(each.getKey());
                entry.setTimeLocal(TIME);
                entry.setUnixMode(REGULAR | each.getValue().mode());
                zip.putArchiveEntry(entry);
                zip.write(each.getValue().content());
                zip.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
