package gradebox.run;

import gradebox.steps.Step;
import gradebox.steps.Steps;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hold the folder that a run writes to: ours alone, and one gradebox at a time. A folder that some
 * other program made is never written to; ours are told by {@code run.json}.
 */
public final class OutputFolder implements AutoCloseable {
    private static final String MARKER = "run.json";
    private static final String LOCK = ".lock";
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private OutputFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Take a folder: a new one, an empty one, or one of an earlier run of this assignment.
     *
     * @param steps told when it is locked, and when it is marked
     * @throws OutputRefusedException if it is none of these, or if another gradebox writes to it
     */
    public static OutputFolder claim(Path folder, String assignment, Steps steps)
            throws IOException, OutputRefusedException {
        var path = folder.toAbsolutePath().normalize();
        make(path);
        if (!isEmpty(path)) {
            checkOurs(path, assignment);
        }
        Files.setPosixFilePermissions(path, OWNER_ONLY);
        var owned = lock(path);
        try {
            steps.reached(Step.FOLDER_LOCKED);
            mark(path, assignment);
            steps.reached(Step.FOLDER_MARKED);
            return owned;
        } catch (IOException | OutputRefusedException e) {
            owned.close();
            throw e;
        }
    }

    public Path path() {
        return path;
    }

    /** Let the next run have it. The lock's file stays: to delete it would let two runs in. */
    @Override
    public void close() throws IOException {
        try (channel) {
            lock.release();
        }
    }

    private static void make(Path path) throws IOException, OutputRefusedException {
        try {
            var parent = path.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path)) {
                throw new OutputRefusedException(path + " is not a folder; choose another -o");
            }
        }
    }

    private static boolean isEmpty(Path path) throws IOException {
        try (var entries = Files.list(path)) {
            // A lock without a marker is what a run leaves that was killed in its first moment.
            return entries.allMatch(entry -> entry.endsWith(LOCK));
        }
    }

    private static void checkOurs(Path path, String assignment)
            throws IOException, OutputRefusedException {
        var marker = path.resolve(MARKER);
        if (!Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS)) {
            throw new OutputRefusedException(
                    path + " holds files that are not gradebox's; choose an empty folder with -o");
        }
        if (!Files.readString(marker).equals(marker(assignment))) {
            throw new OutputRefusedException(
                    path + " holds the results of another assignment; choose another -o");
        }
    }

    /** Say whose folder it is; another run may have come between the look and the lock. */
    private static void mark(Path path, String assignment)
            throws IOException, OutputRefusedException {
        if (Files.exists(path.resolve(MARKER))) {
            checkOurs(path, assignment);
        } else {
            Files.writeString(path.resolve(MARKER), marker(assignment));
        }
    }

    private static String marker(String assignment) {
        var escaped = assignment.replace("\\", "\\\\").replace("\"", "\\\"");
        return "{\"gradebox\": 1, \"assignment\": \"%s\"}\n".formatted(escaped);
    }

    private static OutputFolder lock(Path path) throws IOException, OutputRefusedException {
        var channel =
                FileChannel.open(
                        path.resolve(LOCK),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
        var lock = tryLock(channel);
        if (lock == null) {
            try (channel) {
                throw new OutputRefusedException(
                        "another gradebox (process %s) is writing to %s; wait for it, or choose"
                                        .formatted(holder(channel), path)
                                + " another -o");
            }
        }
        channel.truncate(0);
        var holder = Long.toString(ProcessHandle.current().pid());
        channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.US_ASCII)));
        return new OutputFolder(path, channel, lock);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by this very process
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        var text = ByteBuffer.allocate(20);
        int length = channel.read(text, 0);
        return length <= 0
                ? "unknown"
                : new String(text.array(), 0, length, StandardCharsets.US_ASCII);
    }
}
