package gradebox.output;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Write files whole or not at all, readable by their owner only. Once a call returns, a power cut
 * does not lose the file; an interrupt does not either, and stays set.
 */
public final class AtomicFile {

    private static final String DRAFT = ".tmp";
    private static final String FILE = "rw-------";
    private static final String FOLDER = "rwx------";

    private AtomicFile() {}

    /** Write a file in place of whatever has its name. Its folder is made if it is not there. */
    public static void write(Path file, byte[] content) throws IOException {
        write(file, content, () -> {});
    }

    /**
     * Write a file.
     *
     * @param drafted run once all of it lies in a draft, before it takes the file's name
     */
    static void write(Path file, byte[] content, Runnable drafted) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.resolveSibling("");
        createFolders(folder);
        Path unfinished =
                Files.createTempFile(
                        folder,
                        prefix(target),
                        DRAFT,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString(FILE)));
        try {
            writeThrough(unfinished, content);
            drafted.run();
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        sync(folder);
    }

    /** Delete what was left of a file by a program that was killed while it wrote. */
    static void deleteDrafts(Path file) throws IOException {
        var folder = file.resolveSibling("");
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var all = Files.newDirectoryStream(folder)) {
            for (var one : all) {
                var name = one.getFileName().toString();
                if (name.startsWith(prefix(file)) && name.endsWith(DRAFT)) {
                    Files.deleteIfExists(one);
                }
            }
        }
    }

    private static String prefix(Path file) {
        return "." + file.getFileName() + ".";
    }

    /** Make a folder and its missing parents, each readable by its owner only. */
    public static void createFolders(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            return;
        }
        Path parent = absolute.getParent();
        if (parent != null) {
            createFolders(parent);
        }
        try {
            Files.createDirectory(
                    absolute,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(FOLDER)));
        } catch (FileAlreadyExistsException e) {
            // Another thread may have made it in between; a file of that name is an error.
            if (!Files.isDirectory(absolute)) {
                throw e;
            }
        }
    }

    // A plain stream: an interrupt closes a channel in the middle of a write, but not this.
    private static void writeThrough(Path file, byte[] content) throws IOException {
        try (var out = new FileOutputStream(file.toFile())) {
            out.write(content);
            out.getFD().sync();
        }
    }

    private static void sync(Path folder) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            force(folder);
        } catch (ClosedByInterruptException e) {
            interrupted = Thread.interrupted();
            force(folder);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void force(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
