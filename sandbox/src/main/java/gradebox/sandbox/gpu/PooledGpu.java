package gradebox.sandbox.gpu;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keep what a pool knows of one device. Guarded by its pool. */
final class PooledGpu {
    private final GpuDevice device;
    private final int slots;
    private final DeviceLock lock;
    private final Set<GpuLease> leases = new HashSet<>();
    private long idleBytes;
    private boolean settling;
    private int missed;
    private boolean vanished;
    private @Nullable String withdrawal;

    /**
     * @param slots how many may be on it at a time
     * @param lock keeps other runs off it
     */
    PooledGpu(GpuDevice device, int slots, DeviceLock lock) {
        this.device = device;
        this.slots = slots;
        this.lock = lock;
    }

    DeviceLock lock() {
        return lock;
    }

    /** Try to have it against other runs, and to share it further only while none waits. */
    DeviceLock.Turn claim() {
        if (!leases.isEmpty()) {
            return lock.isWaitedFor() ? DeviceLock.Turn.OTHERS : DeviceLock.Turn.OURS;
        }
        return lock.take();
    }

    /** Say who keeps it from us. */
    String heldBy() {
        var holder = lock.holder();
        return leases.isEmpty()
                ? "GPU %s is with another run of gradebox%s"
                        .formatted(
                                device.name(), holder.isEmpty() ? "" : " (process " + holder + ")")
                : "another run of gradebox waits for GPU " + device.name();
    }

    /** Tell whether nobody of this run has it, or is just looking at it. */
    boolean isIdle() {
        return leases.isEmpty() && !settling;
    }

    void release() {
        lock.release();
    }

    void releaseIfEmpty() {
        if (isIdle()) {
            release();
        }
    }

    void close() {
        lock.close();
    }

    /** Begin to look at it; nobody gets it until that is over. */
    void settle() {
        settling = true;
    }

    /** Take note of how it was found before it is given out. */
    void looked(@Nullable GpuReading reading) {
        var why = DeviceLooks.whyNot(reading);
        if (reading != null && why.isEmpty()) {
            idleBytes = reading.usedBytes();
        }
        why.ifPresent(this::withdraw);
    }

    GpuDevice device() {
        return device;
    }

    int slots() {
        return slots;
    }

    int taken() {
        return leases.size();
    }

    boolean isFree(boolean alone) {
        if (withdrawal != null || settling) {
            return false;
        }
        return alone
                ? leases.isEmpty()
                : leases.size() < slots && leases.stream().noneMatch(GpuLease::isAlone);
    }

    void take(GpuLease lease) {
        leases.add(lease);
    }

    /** Take a lease off; what remains to be seen to is whether the device is clean. */
    void leave(GpuLease lease) {
        leases.remove(lease);
        settling = leases.isEmpty() && withdrawal == null;
    }

    boolean isSettling() {
        return settling;
    }

    void settled(@Nullable String why) {
        settling = false;
        if (why != null) {
            withdraw(why);
        }
    }

    void withdraw(String why) {
        if (withdrawal == null) {
            withdrawal = why;
        }
    }

    @Nullable String withdrawal() {
        return withdrawal;
    }

    long aboveIdle(GpuReading reading) {
        return Math.max(0, reading.usedBytes() - idleBytes);
    }

    /** Take note of a sample; a driver under load may fail to answer once. */
    void sample(@Nullable GpuReading reading) {
        if (reading == null) {
            missed += leases.isEmpty() ? 0 : 1;
            vanished |= missed > 1;
        } else {
            missed = 0;
            leases.forEach(lease -> lease.sample(aboveIdle(reading)));
        }
    }

    boolean hasVanished() {
        return vanished;
    }
}
