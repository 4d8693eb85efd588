package gradebox.sandbox.gpu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hold a device against other runs on this machine, by a lock on a file, which the kernel takes off
 * whoever dies. Guarded by its pool.
 *
 * <p>A second lock is a turnstile: whoever waits stands in it, and a run that has just given the
 * device back finds it closed. So two runs take turns. The file says who had the device last.
 */
final class DeviceLock {
    private static final int DEVICE = 0;
    private static final int TURNSTILE = 1;

    /** Where the words begin; the bytes before are for locks. */
    private static final int WORDS = 16;

    private static final int MOST_WORDS = 64;

    private final Path file;
    private final String run;
    private @Nullable FileChannel channel;
    private @Nullable FileLock device;
    private @Nullable FileLock turnstile;

    /**
     * @param run names this run, and begins with its process
     */
    DeviceLock(Path file, String run) {
        this.file = file;
        this.run = run;
    }

    /** How an attempt to take a device ended. */
    enum Turn {
        /** It is ours, and nobody else has had it since. */
        OURS,
        /** It is ours; what another run left on it is to be looked at. */
        CHANGED,
        /** Another run has it, or waited for it before us. */
        OTHERS
    }

    /** Try to take the device; where the file cannot be used, runs are not kept apart. */
    Turn take() {
        if (device != null) {
            return Turn.OURS;
        }
        try {
            var open = open();
            if (turnstile == null) {
                turnstile = lock(open, TURNSTILE);
            }
            device = turnstile == null ? null : lock(open, DEVICE);
            if (device == null) {
                return Turn.OTHERS;
            }
            stopWaiting();
            return run.equals(last(open)) ? Turn.OURS : sign(open);
        } catch (IOException | UnsupportedOperationException e) {
            return Turn.OURS;
        }
    }

    private FileChannel open() throws IOException {
        var known = channel;
        if (known == null) {
            known = openOrMake();
            channel = known;
        }
        return known;
    }

    /** The kernel refuses to "create" in a folder of everybody's what another user has made. */
    private FileChannel openOrMake() throws IOException {
        Set<OpenOption> options =
                Set.of(
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
        try {
            return FileChannel.open(file, options);
        } catch (NoSuchFileException e) {
            try {
                Files.createFile(file);
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
            } catch (FileAlreadyExistsException again) {
                // another run was first
            }
            return FileChannel.open(file, options);
        }
    }

    private static @Nullable FileLock lock(FileChannel open, int at) throws IOException {
        try {
            return open.tryLock(at, 1, false);
        } catch (OverlappingFileLockException e) {
            return null; // another pool of this process has it
        }
    }

    private static String last(FileChannel open) throws IOException {
        var words = ByteBuffer.allocate(MOST_WORDS);
        int length = open.read(words, WORDS);
        return length <= 0
                ? ""
                : new String(words.array(), 0, length, StandardCharsets.UTF_8).strip();
    }

    private Turn sign(FileChannel open) throws IOException {
        open.truncate(WORDS);
        open.write(ByteBuffer.wrap((run + "\n").getBytes(StandardCharsets.UTF_8)), WORDS);
        return Turn.CHANGED;
    }

    /** Tell whether another run waits for a device that we have. */
    boolean isWaitedFor() {
        if (device == null) {
            return false;
        }
        try {
            var free = lock(open(), TURNSTILE);
            if (free == null) {
                return true;
            }
            free.release();
        } catch (IOException e) {
            // then nobody can wait by it
        }
        return false;
    }

    /** Return the process that has the device; empty if that cannot be told. */
    String holder() {
        try {
            var words = last(open());
            return words.matches("[0-9]{1,10} .*") ? words.substring(0, words.indexOf(' ')) : "";
        } catch (IOException e) {
            return "";
        }
    }

    void release() {
        device = released(device);
        stopWaiting();
    }

    void stopWaiting() {
        turnstile = released(turnstile);
    }

    private static @Nullable FileLock released(@Nullable FileLock lock) {
        try {
            if (lock != null) {
                lock.release();
            }
        } catch (IOException e) {
            // its file is closed, and the lock gone with it
        }
        return null;
    }

    void close() {
        release();
        try {
            if (channel != null) {
                channel.close();
                channel = null;
            }
        } catch (IOException e) {
            channel = null;
        }
    }
}
