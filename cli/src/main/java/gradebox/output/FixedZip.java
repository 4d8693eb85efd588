package gradebox.output;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
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

    private record Entry(Content content, int mode) {}

    /** Copies a file's bytes. */
    private interface Content {
        void copyTo(OutputStream out) throws IOException;
    }

    /**
     * Put a file in, in place of one that has its path.
     *
     * @param path with {@code /}
     * @param mode its permissions, as {@code chmod} takes them
     */
    public FixedZip put(String path, byte[] content, int mode) {
        byte[] copy = content.clone();
        entries.put(path, new Entry(out -> out.write(copy), mode));
        return this;
    }

    /** Put a file in that is read once the zip is written. */
    public FixedZip put(String path, Path file, int mode) {
        entries.put(path, new Entry(out -> Files.copy(file, out), mode));
        return this;
    }

    /** Return the zip. */
    public byte[] bytes() throws IOException {
        var bytes = new ByteArrayOutputStream();
        write(bytes);
        return bytes.toByteArray();
    }

    /** Write the zip whole or not at all, for its owner only to read. */
    public void write(Path zip) throws IOException {
        var target = zip.toAbsolutePath();
        var folder = target.resolveSibling("");
        AtomicFile.createFolders(folder);
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var draft =
                Files.createTempFile(folder, "." + target.getFileName() + ".", ".tmp", ownerOnly);
        try {
            try (var out = Files.newOutputStream(draft)) {
                write(out);
            }
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void write(OutputStream out) throws IOException {
        var zip = new ZipArchiveOutputStream(out);
        for (var each : entries.entrySet()) {
            var entry = new ZipArchiveEntry(each.getKey());
            entry.setTimeLocal(TIME);
            entry.setUnixMode(REGULAR | each.getValue().mode());
            zip.putArchiveEntry(entry);
            each.getValue().content().copyTo(zip);
            zip.closeArchiveEntry();
        }
        zip.finish();
    }
}
