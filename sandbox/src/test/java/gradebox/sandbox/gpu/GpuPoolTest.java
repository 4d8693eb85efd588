package gradebox.sandbox.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.GpuRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GpuPoolTest {
    private static final GpuPatience SHORT =
            new GpuPatience(Duration.ofMillis(60), Duration.ofMillis(5), Duration.ofMillis(5));

    private final PretendedGpus driver = new PretendedGpus(3);

    @TempDir private Path locks;

    private GpuPool pool(int devices, long shareBytes) throws Exception {
        return GpuPool.open(
                driver.devices().subList(0, devices),
                shareBytes,
                driver,
                SHORT,
                new GpuLocks(locks));
    }

    private static void quiet(String why) {}

    private static <T> List<T> together(int threads, Callable<T> work) throws Exception {
        var barrier = new CyclicBarrier(threads);
        var results = new ArrayList<T>();
        try (var crew = Executors.newFixedThreadPool(threads)) {
            var futures = new ArrayList<Future<T>>();
            for (int i = 0; i < threads; i++) {
                futures.add(
                        crew.submit(
                                () -> {
                                    barrier.await();
                                    return work.call();
                                }));
            }
            for (var future : futures) {
                results.add(future.get(30, TimeUnit.SECONDS));
            }
        }
        return results;
    }

    /**
     * Return the most leases that one device ever had, when many threads want one over and over.
     */
    private static int mostAtATime(GpuPool pool) throws Exception {
        Map<GpuRequest, AtomicInteger> on = new ConcurrentHashMap<>();
        var most = new AtomicInteger();
        together(
                12,
                () -> {
                    for (int i = 0; i < 20; i++) {
                        try (var lease = pool.lease(false, GpuPoolTest::quiet)) {
                            var count =
                                    on.computeIfAbsent(lease.request(), it -> new AtomicInteger());
                            most.accumulateAndGet(count.incrementAndGet(), Math::max);
                            Thread.sleep(1);
                            count.decrementAndGet();
                        }
                    }
                    return "";
                });
        assertThat(on).hasSize(3);
        return most.get();
    }

    @Test
    void twoSubmissionsNeverShareADevice() throws Exception {
        try (var pool = pool(3, 0)) {
            assertThat(pool.slots()).isEqualTo(3);
            assertThat(mostAtATime(pool)).isEqualTo(1);
        }
    }

    @Test
    void asManyShareADeviceAsItsMemoryAllows() throws Exception {
        try (var pool = pool(3, 3L << 30)) {
            assertThat(pool.slots()).isEqualTo(6);
            assertThat(mostAtATime(pool)).isEqualTo(2);
        }
    }

    @Test
    void aDeviceThatIsSmallerThanTheShareStillServesOne() throws Exception {
        try (var pool = pool(1, 30L << 30)) {
            assertThat(pool.slots()).isEqualTo(1);
        }
    }

    @Test
    void whoeverWantsADeviceAloneGetsOneAlone() throws Exception {
        try (var pool = pool(1, 1L << 30)) {
            var neighbours = new AtomicInteger();
            var seen =
                    together(
                            6,
                            () -> {
                                boolean alone = Thread.currentThread().threadId() % 2 == 0;
                                try (var lease = pool.lease(alone, GpuPoolTest::quiet)) {
                                    int now = neighbours.incrementAndGet();
                                    Thread.sleep(5);
                                    neighbours.decrementAndGet();
                                    return lease.isShared() ? 1 : now;
                                }
                            });
            assertThat(seen).containsOnly(1);
        }
    }

    @Test
    void aLeaseNamesItsDeviceByUuid() throws Exception {
        try (var pool = pool(1, 0);
                var lease = pool.lease(false, GpuPoolTest::quiet)) {
            assertThat(lease.request()).isEqualTo(new GpuRequest(List.of("GPU-00000000")));
            assertThat(lease.isShared()).isFalse();
        }
    }

    @Test
    void aRunWithoutGpusNeverWaits() throws Exception {
        try (var pool = GpuPool.none();
                var one = pool.lease(false, GpuPoolTest::quiet);
                var other = pool.lease(true, GpuPoolTest::quiet)) {
            assertThat(List.of(one.request(), other.request())).containsOnly(GpuRequest.NONE);
            assertThat(one.fault()).isEmpty();
            assertThat(pool.slots()).isEqualTo(Integer.MAX_VALUE);
        }
    }

    @Test
    void aDeviceIsGivenBackOnlyOnce() throws Exception {
        try (var pool = pool(1, 4L << 30)) {
            var first = pool.lease(false, GpuPoolTest::quiet);
            first.close();
            try (var second = pool.lease(false, GpuPoolTest::quiet)) {
                first.close();
                assertThat(second.isShared()).isTrue();
                assertThat(pool.lease(false, GpuPoolTest::quiet).request())
                        .isEqualTo(second.request());
            }
        }
    }

    @Test
    void aLeftoverProcessTakesTheDeviceOutOfUse() throws Exception {
        var gpu = driver.devices().getFirst();
        try (var pool = pool(2, 0)) {
            var lease = pool.lease(false, GpuPoolTest::quiet);
            driver.set(gpu, 900, 4711L);
            lease.close();

            assertThat(lease.withdrawal()).contains("process 4711 is still on it");
            assertThat(pool.slots()).isEqualTo(1);
            try (var next = pool.lease(false, GpuPoolTest::quiet)) {
                assertThat(next.request().devices()).containsExactly("GPU-00000001");
            }
            assertThat(pool.slots()).isEqualTo(1);
        }
    }

    @Test
    void memoryThatIsNotGivenBackTakesTheDeviceOutOfUse() throws Exception {
        try (var pool = pool(1, 0)) {
            var lease = pool.lease(false, GpuPoolTest::quiet);
            driver.set(driver.devices().getFirst(), 300 + 65);
            lease.close();

            assertThat(lease.withdrawal()).contains("65 MiB of its memory were not given back");
            assertThatThrownBy(() -> pool.lease(false, GpuPoolTest::quiet))
                    .isInstanceOf(GpusGoneException.class)
                    .hasMessage("no GPU is left (GPU 0: 65 MiB of its memory were not given back)");
        }
    }

    @Test
    void whatIsGoneInTimeDoesNoHarm() throws Exception {
        var patient =
                new GpuPatience(Duration.ofSeconds(20), Duration.ofMillis(5), Duration.ofHours(1));
        var gpu = driver.devices().getFirst();
        try (var pool = GpuPool.open(List.of(gpu), 0, driver, patient, new GpuLocks(locks))) {
            var lease = pool.lease(false, GpuPoolTest::quiet);
            driver.set(gpu, 4000, 4711L);
            var cleaner = Thread.startVirtualThread(() -> driver.set(gpu, 300 + 64));
            lease.close();
            cleaner.join();

            assertThat(lease.withdrawal()).isEmpty();
            pool.lease(false, GpuPoolTest::quiet).close();
        }
    }

    @Test
    void nobodyWaitsForADeviceThatIsWithdrawn() throws Exception {
        try (var pool = pool(1, 0);
                var crew = Executors.newSingleThreadExecutor()) {
            var lease = pool.lease(false, GpuPoolTest::quiet);
            var waiting = crew.submit(() -> pool.lease(false, GpuPoolTest::quiet));
            driver.lose(driver.devices().getFirst());
            lease.close();

            assertThatThrownBy(() -> waiting.get(20, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(GpusGoneException.class);
        }
    }

    @Test
    void aLostDeviceIsAFault() throws Exception {
        try (var pool = pool(2, 0)) {
            var lease = pool.lease(false, GpuPoolTest::quiet);
            assertThat(lease.fault()).isEmpty();
            driver.lose(driver.devices().getFirst());

            assertThat(lease.fault()).contains("it was lost while a submission ran on it");
            lease.close();
            assertThat(pool.withdrawn())
                    .containsExactly("GPU 0: it was lost while a submission ran on it");
        }
    }

    @Test
    void aDeviceThatWasLostForAWhileIsAFaultToo() throws Exception {
        var gpu = driver.devices().getFirst();
        try (var pool = pool(1, 0);
                var lease = pool.lease(false, GpuPoolTest::quiet)) {
            driver.lose(gpu);
            Thread.sleep(200);
            driver.set(gpu, 300);

            assertThat(lease.fault()).isPresent();
        }
    }

    @Test
    void aDriverThatIsGoneIsAFault() throws Exception {
        try (var pool = pool(1, 0);
                var lease = pool.lease(false, GpuPoolTest::quiet)) {
            driver.breakDown();

            assertThat(lease.fault()).contains("the pretended driver is gone");
        }
    }

    @Test
    void thePeakIsSampledAboveWhatAnIdleDeviceHas() throws Exception {
        var gpu = driver.devices().getFirst();
        try (var pool = pool(1, 0)) {
            var lease = pool.lease(false, GpuPoolTest::quiet);
            driver.set(gpu, 300 + 1500, 4711L);
            Thread.sleep(200);
            driver.set(gpu, 300);
            lease.close();

            assertThat(lease.use().peakBytes()).isEqualTo(1500L << 20);
            assertThat(lease.use().held())
                    .isBetween(Duration.ofMillis(200), Duration.ofSeconds(20));
        }
    }

    @Test
    void theKernelsWordsAreAddedToAFault() throws Exception {
        try (var pool = pool(1, 0);
                var lease = pool.lease(false, GpuPoolTest::quiet)) {
            driver.log("Xid 79");
            driver.breakDown();

            assertThat(lease.fault())
                    .contains("the pretended driver is gone (the kernel's log: Xid 79)");
        }
    }

    @Test
    void whatIsJustEndingWhenARunBeginsDoesNoHarm() throws Exception {
        var gpu = driver.devices().getFirst();
        driver.set(gpu, 4000, 4711L);
        var patient =
                new GpuPatience(Duration.ofMillis(60), Duration.ofSeconds(1), Duration.ofHours(1));
        var ending =
                Thread.startVirtualThread(
                        () -> {
                            driver.set(gpu, 300);
                        });
        try (var pool = GpuPool.open(List.of(gpu), 0, driver, patient, new GpuLocks(locks))) {
            assertThat(pool.withdrawn()).isEmpty();
        }
        ending.join();
    }

    @Test
    void aDeviceThatOthersComputeOnIsLeftAlone() throws Exception {
        driver.set(driver.devices().get(1), 5000, 12L, 13L);
        try (var pool = pool(2, 0)) {
            assertThat(pool.slots()).isEqualTo(1);
            assertThat(pool.withdrawn()).containsExactly("GPU 1: process 12, 13 computes on it");
        }
        driver.set(driver.devices().get(0), 5000, 12L);

        assertThatThrownBy(() -> pool(2, 0))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessage(
                        "no GPU is free: GPU 0: process 12 computes on it; GPU 1: process 12, 13"
                                + " computes on it; free one, or name others with --gpus");
    }
}
