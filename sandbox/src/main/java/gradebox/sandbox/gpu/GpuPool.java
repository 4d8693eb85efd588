package gradebox.sandbox.gpu;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.SandboxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Give devices out, each to one submission at a time unless the assignment says that several fit,
 * and take one out of use that was not left as it was found. Safe for use by many threads.
 */
public final class GpuPool implements AutoCloseable {
    /** What the driver itself may come to hold on an idle device. */
    private static final long TOLERANCE = 64L << 20;

    /** A driver under load may fail to answer once. */
    private static final int LOOKS = 3;

    private final GpuDriver driver;
    private final GpuPatience patience;
    private final List<PooledGpu> places;
    private final @Nullable Thread sampler;
    private int waitingAlone;

    private GpuPool(GpuDriver driver, GpuPatience patience, List<PooledGpu> places) {
        this.driver = driver;
        this.patience = patience;
        this.places = places;
        this.sampler =
                places.isEmpty()
                        ? null
                        : Thread.ofPlatform().daemon().name("gpu sampler").start(this::sample);
    }

    /** Return a pool for runs that use no GPU: whoever asks gets a lease of none, at once. */
    public static GpuPool none() {
        return new GpuPool(new NvidiaSmi(), GpuPatience.DEFAULT, List.of());
    }

    /**
     * Look at devices and take those into use on which nobody computes.
     *
     * @param shareBytes what one submission takes of a device's memory; 0 for the whole device
     * @throws EngineUnavailableException if others compute on all of them
     */
    public static GpuPool open(
            List<GpuDevice> devices, long shareBytes, GpuDriver driver, GpuPatience patience)
            throws SandboxException, InterruptedException {
        var readings = driver.readings(devices);
        var places = new ArrayList<PooledGpu>();
        for (var device : devices) {
            var place = new PooledGpu(device, slots(device, shareBytes));
            look(place, readings.get(device.uuid()));
            places.add(place);
        }
        var pool = new GpuPool(driver, patience, places);
        if (pool.slots() == 0) {
            pool.close();
            throw new EngineUnavailableException(
                    "no GPU is free: %s; free one, or name others with --gpus"
                            .formatted(String.join("; ", pool.withdrawn())));
        }
        return pool;
    }

    private static int slots(GpuDevice device, long shareBytes) {
        return shareBytes == 0
                ? 1
                : Math.toIntExact(Math.clamp(device.memoryBytes() / shareBytes, 1, 1024));
    }

    private static void look(PooledGpu place, @Nullable GpuReading reading) {
        if (reading == null) {
            place.withdraw("the driver does not answer for it");
        } else if (!reading.processes().isEmpty()) {
            place.withdraw("process " + list(reading.processes()) + " computes on it");
        } else {
            place.idle(reading);
        }
    }

    /** Tell whether this gives no devices out. */
    public boolean isNone() {
        return places.isEmpty();
    }

    /** Return how many submissions get a device, or a part of one, at the same time. */
    public synchronized int slots() {
        return places.isEmpty()
                ? Integer.MAX_VALUE
                : inUse().mapToInt(PooledGpu::slots).reduce(0, Math::addExact);
    }

    private Stream<PooledGpu> inUse() {
        return places.stream().filter(place -> place.withdrawal() == null);
    }

    /** Return which devices are not given out, and why. */
    public synchronized List<String> withdrawn() {
        return places.stream()
                .filter(place -> place.withdrawal() != null)
                .map(place -> "GPU %s: %s".formatted(place.device().name(), place.withdrawal()))
                .toList();
    }

    /**
     * Wait for a device, or for a part of one.
     *
     * @param alone whether nobody else may be on it, even where a part would do
     * @throws GpusGoneException if all were withdrawn
     */
    public synchronized GpuLease lease(boolean alone)
            throws GpusGoneException, InterruptedException {
        if (places.isEmpty()) {
            return new GpuLease(this, null, alone);
        }
        waitingAlone += alone ? 1 : 0;
        try {
            while (true) {
                if (inUse().findAny().isEmpty()) {
                    throw new GpusGoneException(
                            "no GPU is left (%s)".formatted(String.join("; ", withdrawn())));
                }
                var free = free(alone);
                if (free.isPresent()) {
                    var lease = new GpuLease(this, free.get(), alone);
                    free.get().take(lease);
                    return lease;
                }
                wait();
            }
        } finally {
            waitingAlone -= alone ? 1 : 0;
            notifyAll();
        }
    }

    /** Whoever wants a device for itself goes first: its neighbours would come and go for ever. */
    private Optional<PooledGpu> free(boolean alone) {
        return places.stream()
                .filter(place -> (alone || waitingAlone == 0) && place.isFree(alone))
                .min(Comparator.comparingInt(PooledGpu::taken));
    }

    void giveBack(GpuLease lease, @Nullable String fault) {
        var place = lease.place();
        synchronized (this) {
            if (fault != null) {
                place.withdraw(fault);
            }
            place.leave(lease);
            notifyAll();
            if (!place.isSettling()) {
                return;
            }
        }
        String why = "it was not seen to be clean";
        try {
            why = settle(place);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            why = "the run was stopped before it was seen to be clean";
        } finally {
            synchronized (this) {
                place.settled(why);
                notifyAll();
            }
        }
    }

    /** Wait until nothing is left on a device; return what is, if that takes too long. */
    private @Nullable String settle(PooledGpu place) throws InterruptedException {
        var deadline = Deadline.after(patience.settling());
        while (true) {
            var left = leftOn(place);
            if (left.isEmpty()) {
                return null;
            }
            if (deadline.passed()) {
                return left.get();
            }
            Thread.sleep(patience.pause());
        }
    }

    private Optional<String> leftOn(PooledGpu place) throws InterruptedException {
        try {
            var reading = driver.readings(List.of(place.device())).get(place.device().uuid());
            if (reading == null) {
                return Optional.of("the driver does not answer for it any more");
            }
            if (!reading.processes().isEmpty()) {
                return Optional.of("process " + list(reading.processes()) + " is still on it");
            }
            long more = place.aboveIdle(reading);
            return more <= TOLERANCE
                    ? Optional.empty()
                    : Optional.of("%d MiB of its memory were not given back".formatted(more >> 20));
        } catch (SandboxException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    Optional<String> faultOf(PooledGpu place) throws InterruptedException {
        String why = "it was lost while a submission ran on it";
        for (int look = 1; look <= LOOKS; look++) {
            synchronized (this) {
                if (place.hasVanished()) {
                    return Optional.of(why);
                }
            }
            try {
                var readings = driver.readings(List.of(place.device()));
                if (readings.containsKey(place.device().uuid())) {
                    return Optional.empty();
                }
            } catch (SandboxException e) {
                why = String.valueOf(e.getMessage());
            }
            Thread.sleep(patience.pause());
        }
        return Optional.of(why);
    }

    synchronized Optional<String> withdrawalOf(PooledGpu place) {
        return Optional.ofNullable(place.withdrawal());
    }

    private void sample() {
        try {
            while (true) {
                Thread.sleep(patience.sample());
                var busy = busy();
                if (!busy.isEmpty()) {
                    sample(busy);
                }
            }
        } catch (InterruptedException e) {
            // the pool is closed
        }
    }

    private synchronized List<PooledGpu> busy() {
        return places.stream().filter(place -> place.taken() > 0).toList();
    }

    private void sample(List<PooledGpu> busy) throws InterruptedException {
        try {
            record(busy, driver.readings(busy.stream().map(PooledGpu::device).toList()));
        } catch (SandboxException e) {
            // no answer about any of them: whether one is lost is asked when its turn is over
        }
    }

    private synchronized void record(List<PooledGpu> busy, Map<String, GpuReading> readings) {
        busy.forEach(place -> place.sample(readings.get(place.device().uuid())));
    }

    private static String list(List<Long> processes) {
        return processes.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** Stop watching; leases that are still open may be given back later. */
    @Override
    public void close() {
        if (sampler != null) {
            sampler.interrupt();
        }
    }
}
