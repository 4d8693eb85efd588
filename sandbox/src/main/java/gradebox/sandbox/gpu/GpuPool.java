package gradebox.sandbox.gpu;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.gpu.DeviceLock.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Give devices out, each to one submission at a time unless the assignment says that several fit,
 * and take one out of use that was not left as it was found. Safe for use by many threads.
 */
public final class GpuPool implements AutoCloseable {
    private final GpuDriver driver;
    private final GpuPatience patience;
    private final DeviceLooks looks;
    private final List<PooledGpu> places;
    private final @Nullable Thread sampler;
    private int waitingAlone;

    private GpuPool(GpuDriver driver, GpuPatience patience, List<PooledGpu> places) {
        this.driver = driver;
        this.patience = patience;
        this.looks = new DeviceLooks(driver, patience);
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
     * Look at devices and take those into use on which nobody computes. One that another run holds
     * is looked at when its turn comes.
     *
     * @param shareBytes what one submission takes of a device's memory; 0 for the whole device
     * @param locks keep this run and others on the machine apart
     * @throws EngineUnavailableException if others compute on all of them
     */
    public static GpuPool open(
            List<GpuDevice> devices,
            long shareBytes,
            GpuDriver driver,
            GpuPatience patience,
            GpuLocks locks)
            throws SandboxException, InterruptedException {
        var run = GpuLocks.run();
        var places =
                devices.stream()
                        .map(it -> new PooledGpu(it, slots(it, shareBytes), locks.of(it, run)))
                        .toList();
        boolean open = false;
        try {
            lookAt(places, new DeviceLooks(driver, patience));
            open = true;
        } finally {
            places.forEach(open ? PooledGpu::release : PooledGpu::close);
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

    private static void lookAt(List<PooledGpu> places, DeviceLooks looks)
            throws SandboxException, InterruptedException {
        var ours = places.stream().filter(it -> it.lock().take() != Turn.OTHERS).toList();
        if (!ours.isEmpty()) {
            var readings = looks.first(ours.stream().map(PooledGpu::device).toList());
            ours.forEach(place -> place.looked(readings.get(place.device().uuid())));
        }
    }

    private static int slots(GpuDevice device, long shareBytes) {
        return shareBytes == 0
                ? 1
                : Math.toIntExact(Math.clamp(device.memoryBytes() / shareBytes, 1, 1024));
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
     * @param waiting told once if other runs have all that could be had, and which
     * @throws GpusGoneException if all were withdrawn
     */
    public GpuLease lease(boolean alone, Consumer<String> waiting)
            throws GpusGoneException, InterruptedException {
        if (places.isEmpty()) {
            return new GpuLease(this, null, alone);
        }
        boolean told = false;
        countWaiting(alone ? 1 : 0);
        try {
            while (true) {
                switch (attempt(alone, told)) {
                    case Attempt.Leased leased -> {
                        return leased.lease();
                    }
                    case Attempt.Changed changed -> examine(changed.place());
                    case Attempt.Held held -> {
                        told = true;
                        waiting.accept(held.words());
                    }
                }
            }
        } finally {
            countWaiting(alone ? -1 : 0);
        }
    }

    /** What came of trying to get a device. */
    private sealed interface Attempt {
        record Leased(GpuLease lease) implements Attempt {}

        /** Another run had the device, so that it is to be looked at. */
        record Changed(PooledGpu place) implements Attempt {}

        /** Other runs have all that could be had. */
        record Held(String words) implements Attempt {}
    }

    private synchronized void countWaiting(int more) {
        waitingAlone += more;
        places.stream().filter(PooledGpu::isIdle).forEach(PooledGpu::release);
        notifyAll();
    }

    private synchronized Attempt attempt(boolean alone, boolean told)
            throws GpusGoneException, InterruptedException {
        while (true) {
            if (inUse().findAny().isEmpty()) {
                throw new GpusGoneException(
                        "no GPU is left (%s)".formatted(String.join("; ", withdrawn())));
            }
            var held = new ArrayList<String>();
            for (var place : free(alone)) {
                switch (place.claim()) {
                    case OURS -> {
                        var lease = new GpuLease(this, place, alone);
                        place.take(lease);
                        return new Attempt.Leased(lease);
                    }
                    case CHANGED -> {
                        place.settle();
                        return new Attempt.Changed(place);
                    }
                    case OTHERS -> held.add(place.heldBy());
                }
            }
            if (held.isEmpty()) {
                wait();
            } else if (told) {
                wait(patience.pause().toMillis());
            } else {
                return new Attempt.Held(String.join("; ", held));
            }
        }
    }

    /** Whoever wants a device for itself goes first: its neighbours would come and go for ever. */
    private List<PooledGpu> free(boolean alone) {
        return places.stream()
                .filter(place -> (alone || waitingAlone == 0) && place.isFree(alone))
                .sorted(Comparator.comparingInt(PooledGpu::taken))
                .toList();
    }

    /** Look at a device that comes from another run as at the start. */
    private void examine(PooledGpu place) throws InterruptedException {
        GpuReading reading = null;
        String failure = "it was not looked at";
        try {
            var device = place.device();
            reading = looks.first(List.of(device)).get(device.uuid());
            failure = null;
        } catch (SandboxException e) {
            failure = String.valueOf(e.getMessage());
        } finally {
            synchronized (this) {
                place.settled(failure);
                if (failure == null) {
                    place.looked(reading);
                }
                notifyAll();
            }
        }
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
                place.releaseIfEmpty();
                return;
            }
        }
        String why = "it was not seen to be clean";
        try {
            why = looks.settle(place);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            why = "the run was stopped before it was seen to be clean";
        } finally {
            synchronized (this) {
                place.settled(why);
                place.release();
                notifyAll();
            }
        }
    }

    /**
     * Ask whether a device has failed.
     *
     * @param held for how long it has been held: what the kernel's log says of that time is added
     */
    Optional<String> faultOf(PooledGpu place, Duration held) throws InterruptedException {
        boolean vanished;
        synchronized (this) {
            vanished = place.hasVanished();
        }
        var why = vanished ? Optional.of(DeviceLooks.LOST) : looks.lost(place.device());
        if (why.isEmpty()) {
            return why;
        }
        var hint = driver.lastError(held).map(it -> " (the kernel's log: %s)".formatted(it));
        return Optional.of(why.get() + hint.orElse(""));
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

    /** Stop watching; leases that are still open may be given back later. */
    @Override
    public void close() {
        if (sampler != null) {
            sampler.interrupt();
        }
        synchronized (this) {
            places.forEach(PooledGpu::close);
        }
    }
}
