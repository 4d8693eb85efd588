package gradebox.sandbox.gpu;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keep what a pool knows of one device. Guarded by its pool. */
final class PooledGpu {
    private final GpuDevice device;
    private final int slots;
    private final Set<GpuLease> leases = new HashSet<>();
    private long idleBytes;
    private boolean settling;
    private int missed;
    private boolean vanished;
    private @Nullable String withdrawal;

    /**
     * @param slots how many may be on it at a time
     */
    PooledGpu(GpuDevice device, int slots) {
        this.device = device;
        this.slots = slots;
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

    void idle(GpuReading reading) {
        idleBytes = reading.usedBytes();
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
