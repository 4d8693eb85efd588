package gradebox.output;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Write a zip whose bytes depend on nothing but what is put in, and in which order: no time, no
 * owner. It takes its name only once it is whole, and is its owner's alone to read.
 */
public final class FixedZip implements AutoCloseable {
    /**
     * The first time that the format can tell, at noon so that no time zone makes it another day.
     */
    private static final FileTime TIME = FileTime.from(Instant.parse("1980-01-01T12:00:00Z"));

    private static final int REGULAR_FILE = 0100000;

    private final Path target;
    private final Path draft;
    private final ZipArchiveOutputStream out;
    private boolean whole;

    private FixedZip(Path target, Path draft) throws IOException {
        this.target = target;
        this.draft = draft;
        this.out = new ZipArchiveOutputStream(draft);
    }

    /** Begin a zip in place of whatever has its name. */
    public static FixedZip create(Path file) throws IOException {
        var target = file.toAbsolutePath();
        var folder = target.resolveSibling("");
        AtomicFile.createFolders(folder);
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        return new FixedZip(
                target,
                Files.createTempFile(folder, "." + target.getFileName() + ".", ".tmp", ownerOnly));
    }

    /**
     * Add a file.
     *
     * @param name with {@code /}
     * @param mode its permissions, as in 0755
     */
    public void add(String name, byte[] content, int mode) throws IOException {
        out.putArchiveEntry(entry(name, mode));
        out.write(content);
        out.closeArchiveEntry();
    }

    /** Add a file that lies on the disk. */
    public void add(String name, Path file, int mode) throws IOException {
        out.putArchiveEntry(entry(name, mode));
        Files.copy(file, out);
        out.closeArchiveEntry();
    }

    private static ZipArchiveEntry entry(String name, int mode) {
        var entry = new ZipArchiveEntry(name);
        entry.setLastModifiedTime(TIME);
        entry.setUnixMode(REGULAR_FILE | mode);
        return entry;
    }

    /** Say that nothing is missing: without that, closing leaves no zip. */
    public void keep() {
        whole = true;
    }

    /** Give the zip its name, if it is to be kept. */
    @Override
    public void close() throws IOException {
        try {
            if (whole) {
                out.close();
                Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
            } else {
                discard();
            }
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void discard() {
        try {
            out.close();
        } catch (IOException e) {
            // it lacks something, which is why nobody wants it
        }
    }
}
