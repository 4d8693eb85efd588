package gradebox.sandbox.host;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Semaphore;

/**
 * Hold a folder against all other processes, and other threads of this one, while something in it
 * is looked at and then changed. The kernel lets go of it when its process dies. The lock's file
 * stays: to delete it would let two in.
 */
public final class FolderLock implements AutoCloseable {
    /** What the lock's file is called. */
    public static final String FILE = ".lock";

    /**
     * The kernel's lock is the whole process's, and lost as soon as any of its threads closes that
     * file: they take turns before they open it.
     */
    private static final Semaphore TURN = new Semaphore(1);

    private static final int PAUSE_MILLIS = 2;

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Wait for a folder, and hold it. No thread holds two at a time. */
    public static FolderLock of(Path folder) throws IOException, InterruptedException {
        TURN.acquire();
        boolean held = false;
        try {
            var lock = new FolderLock(locked(folder.resolve(FILE)));
            held = true;
            return lock;
        } catch (ClosedByInterruptException e) {
            boolean unused = Thread.interrupted();
            throw new InterruptedException();
        } finally {
            if (!held) {
                TURN.release();
            }
        }
    }

    private static FileChannel locked(Path file) throws IOException, InterruptedException {
        var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS);
        boolean locked = false;
        try {
            while (!locked) {
                locked = channel.tryLock() != null;
                if (!locked) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
            return channel;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close(); // and the lock with it
        } finally {
            TURN.release();
        }
    }
}
