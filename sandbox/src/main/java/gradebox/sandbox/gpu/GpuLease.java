package gradebox.sandbox.gpu;

import gradebox.sandbox.GpuRequest;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hold a device, or a part of one, for one submission and all of its sandboxes. */
public final class GpuLease implements AutoCloseable {
    private final GpuPool pool;
    private final @Nullable PooledGpu place;
    private final boolean alone;
    private final long started = System.nanoTime();
    private long peakBytes;
    private boolean closed;
    private Duration held = Duration.ZERO;
    private @Nullable String fault;

    /**
     * @param place where the device is kept, or null for a lease of none
     * @param alone whether nobody else may be on the device meanwhile
     */
    GpuLease(GpuPool pool, @Nullable PooledGpu place, boolean alone) {
        this.pool = pool;
        this.place = place;
        this.alone = alone;
    }

    /** Return the device; empty where none is used. */
    public Optional<GpuDevice> device() {
        return Optional.ofNullable(place).map(PooledGpu::device);
    }

    /** Return what sandboxes are to ask their engine for. */
    public GpuRequest request() {
        return place == null ? GpuRequest.NONE : new GpuRequest(List.of(place.device().uuid()));
    }

    /** Tell whether others may have been on the device meanwhile. */
    public boolean isShared() {
        return place != null && !alone && place.slots() > 1;
    }

    /**
     * Ask whether the device has failed, so that nothing that ran on it counts.
     *
     * @return what happened to it; empty if it is well
     */
    public Optional<String> fault() throws InterruptedException {
        if (place != null && fault == null) {
            fault = pool.faultOf(place, use().held()).orElse(null);
        }
        return Optional.ofNullable(fault);
    }

    /** Return what was taken; complete once this is closed. */
    public GpuUse use() {
        synchronized (pool) {
            var time = closed ? held : Duration.ofNanos(System.nanoTime() - started);
            return new GpuUse(time, peakBytes);
        }
    }

    /** Return why the device is not given out any more, as far as is known once this is closed. */
    public Optional<String> withdrawal() {
        return place == null ? Optional.empty() : pool.withdrawalOf(place);
    }

    PooledGpu place() {
        return Objects.requireNonNull(place);
    }

    boolean isAlone() {
        return alone;
    }

    void sample(long bytes) {
        peakBytes = Math.max(peakBytes, bytes);
    }

    /**
     * Give the device back; its sandboxes are closed by then. Returns once it is fit for the next
     * submission, or withdrawn because it is not. Idempotent.
     */
    @Override
    public void close() {
        synchronized (pool) {
            if (closed) {
                return;
            }
            closed = true;
            held = Duration.ofNanos(System.nanoTime() - started);
        }
        if (place != null) {
            pool.giveBack(this, fault);
        }
    }
}
