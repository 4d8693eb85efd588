package gradebox.sandbox;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keep what a program wrote until somebody reads it, within a bound. One thread appends, which
 * never blocks for long, and one takes.
 *
 * <p>Once the bound has been crossed nothing further is kept: a stream with a hole in it would be
 * read as something that the program never wrote.
 */
public final class OutputBuffer {
    private static final int BLOCK = 1 << 16;

    /** A program may write before its owner had the time to say how much is allowed. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<byte[]> blocks = new ArrayDeque<>();
    private int readAt;
    private int writtenTo = BLOCK;
    private int unread;
    private int allowed = 1 << 16;
    private boolean told;
    private boolean overflowed;
    private boolean ended;

    /** Take over what a program wrote; what finds no room is thrown away. */
    public void append(ByteBuffer bytes) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (bytes.remaining() > allowed - unread) {
                waitToBeTold();
            }
            int room = Math.max(0, allowed - unread); // less may be allowed than is there already
            int kept = overflowed || ended ? 0 : Math.min(bytes.remaining(), room);
            overflowed |= !ended && kept < bytes.remaining();
            store(bytes.slice(bytes.position(), kept));
            bytes.position(bytes.limit());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void waitToBeTold() throws InterruptedException {
        long left = PATIENCE.toNanos();
        while (!told && !ended && left > 0) {
            left = changed.awaitNanos(left);
        }
        told = true;
    }

    private void store(ByteBuffer bytes) {
        unread += bytes.remaining();
        while (bytes.hasRemaining()) {
            if (writtenTo == BLOCK) {
                blocks.addLast(new byte[BLOCK]);
                writtenTo = 0;
            }
            int length = Math.min(bytes.remaining(), BLOCK - writtenTo);
            bytes.get(blocks.getLast(), writtenTo, length);
            writtenTo += length;
        }
    }

    /** Remember that nothing more will come; a reader gets what is there, and then the end. */
    public void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Wait for bytes and hand them over.
     *
     * @return how many; -1 at the end
     * @throws DeadlineException if nothing comes by the deadline
     */
    public int take(ByteBuffer into, Deadline deadline)
            throws DeadlineException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (unread == 0 && !ended) {
                if (deadline.passed()) {
                    throw new DeadlineException();
                }
                changed.await(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            }
            return unread == 0 ? -1 : drain(into);
        } finally {
            lock.unlock();
        }
    }

    private int drain(ByteBuffer into) {
        int moved = 0;
        while (unread > 0 && into.hasRemaining()) {
            int end = blocks.size() == 1 ? writtenTo : BLOCK;
            int length = Math.min(into.remaining(), end - readAt);
            into.put(blocks.getFirst(), readAt, length);
            readAt += length;
            unread -= length;
            moved += length;
            dropReadBlock();
        }
        return moved;
    }

    private void dropReadBlock() {
        if (unread == 0) {
            blocks.clear();
            readAt = 0;
            writtenTo = BLOCK;
        } else if (readAt == BLOCK) {
            blocks.removeFirst();
            readAt = 0;
        }
    }

    /** Return how many bytes wait to be read. */
    public int unread() {
        lock.lock();
        try {
            return unread;
        } finally {
            lock.unlock();
        }
    }

    /** Keep up to this many unread bytes from now on. */
    public void allow(int bytes) {
        lock.lock();
        try {
            allowed = bytes;
            told = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Tell whether bytes were thrown away. */
    public boolean overflowed() {
        lock.lock();
        try {
            return overflowed;
        } finally {
            lock.unlock();
        }
    }
}
