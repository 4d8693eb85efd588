package gradebox.sandbox.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Write files into a folder that did not exist before, and count them. Modes and times are always
 * the same: what is in the folder depends on names and contents only. Unless it is kept, closing
 * deletes it.
 */
final class FreshFolder implements AutoCloseable {
    private static final FileTime TIME = FileTime.from(Instant.parse("1980-01-01T00:00:00Z"));
    private static final int BUFFER = 1 << 16;

    private final Path root;
    private final ArchiveLimits limits;
    private final long packedBytes;
    private final List<UnpackedFile> files = new ArrayList<>();
    private final byte[] buffer = new byte[BUFFER];
    private long total;
    private boolean kept;

    private FreshFolder(Path root, ArchiveLimits limits, long packedBytes) {
        this.root = root;
        this.limits = limits;
        this.packedBytes = packedBytes;
    }

    /**
     * Make the folder.
     *
     * @param packedBytes the archive's size, which what it inflates to is measured against
     * @throws java.nio.file.FileAlreadyExistsException if anything is there already
     */
    static FreshFolder create(Path root, ArchiveLimits limits, long packedBytes)
            throws IOException {
        makeFolder(root);
        return new FreshFolder(root, limits, packedBytes);
    }

    /** Write one file, whose path a {@link Ledger} has admitted. */
    void write(String path, EntryBytes content) throws ArchiveRefusedException, IOException {
        Path file = root.resolve(path);
        if (!file.normalize().startsWith(root)) {
            throw new IllegalArgumentException("not inside the folder: " + path);
        }
        makeFolders(path);
        MessageDigest sha = DigestUtils.getSha256Digest();
        long bytes;
        try (SeekableByteChannel out =
                Files.newByteChannel(
                        file,
                        Set.of(
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.WRITE,
                                LinkOption.NOFOLLOW_LINKS))) {
            bytes = copy(content, out, sha);
        } catch (EntryRefusedException e) {
            Files.delete(file);
            throw e;
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.setLastModifiedTime(file, TIME);
        files.add(new UnpackedFile(path, bytes, HexFormat.of().formatHex(sha.digest())));
    }

    private void makeFolders(String path) throws IOException {
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            Path folder = root.resolve(path.substring(0, slash));
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                makeFolder(folder);
            }
        }
    }

    private static void makeFolder(Path folder) throws IOException {
        Files.createDirectory(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private long copy(EntryBytes content, SeekableByteChannel out, MessageDigest sha)
            throws ArchiveRefusedException, IOException {
        long bytes = 0;
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            bytes += n;
            count(n, bytes);
            sha.update(buffer, 0, n);
            ByteBuffer rest = ByteBuffer.wrap(buffer, 0, n);
            while (rest.hasRemaining()) {
                out.write(rest);
            }
        }
        return bytes;
    }

    /** Count bytes before they are written: what an archive says of its sizes is not believed. */
    private void count(int more, long fileBytes) throws ArchiveRefusedException {
        if (fileBytes > limits.fileBytes()) {
            throw new EntryRefusedException(tooLarge());
        }
        total += more;
        if (total > limits.totalBytes()) {
            throw new ArchiveRefusedException(tooLarge());
        }
        if (total > ArchiveLimits.RATIO_FREE_BYTES && total / limits.ratio() > packedBytes) {
            throw new ArchiveRefusedException(
                    "it unpacks to more than " + limits.ratio() + " times its own size");
        }
    }

    private String tooLarge() {
        return "it is larger than "
                + mebibytes(limits.fileBytes())
                + " when unpacked; hand in only what is asked for";
    }

    private static String mebibytes(long bytes) {
        return bytes >= 1 << 20 ? (bytes >> 20) + " MiB" : bytes + " bytes";
    }

    /** Keep what is written, and describe it. */
    Unpacked keep(List<Dropped> dropped) throws IOException {
        Files.walkFileTree(root, new SameTimes());
        kept = true;
        return new Unpacked(root, files, dropped);
    }

    @Override
    public void close() throws IOException {
        if (!kept && Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(root, new Deletion());
        }
    }

    private static final class SameTimes extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException broken)
                throws IOException {
            Files.setLastModifiedTime(folder, TIME);
            return FileVisitResult.CONTINUE;
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException broken)
                throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
