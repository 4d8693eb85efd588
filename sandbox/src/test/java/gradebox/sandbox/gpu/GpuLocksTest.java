package gradebox.sandbox.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two runs at a time on one machine take turns on its devices. */
@Timeout(60)
class GpuLocksTest {
    private static final GpuPatience SHORT =
            new GpuPatience(Duration.ofMillis(60), Duration.ofMillis(5), Duration.ofHours(1));

    private final PretendedGpus driver = new PretendedGpus(2);

    @TempDir private Path folder;

    private GpuPool run(int devices, long shareBytes) throws Exception {
        return GpuPool.open(
                driver.devices().subList(0, devices),
                shareBytes,
                driver,
                SHORT,
                new GpuLocks(folder));
    }

    @Test
    void twoRunsNeverHaveADeviceAtTheSameTimeAndNeitherStarves() throws Exception {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var order = new ConcurrentLinkedQueue<String>();
        try (var first = run(1, 0);
                var second = run(1, 0);
                var crew = Executors.newFixedThreadPool(4)) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < 4; i++) {
                var name = i % 2 == 0 ? "first" : "second";
                var pool = i % 2 == 0 ? first : second;
                all.add(crew.submit(() -> useOften(pool, name, now, most, order)));
            }
            for (var one : all) {
                one.get(40, TimeUnit.SECONDS);
            }
        }
        assertThat(most).hasValue(1);
        // both are done before either could have gone first all the time
        assertThat(order.stream().limit(20)).contains("first", "second");
    }

    private static Void useOften(
            GpuPool pool,
            String name,
            AtomicInteger now,
            AtomicInteger most,
            ConcurrentLinkedQueue<String> order)
            throws Exception {
        for (int i = 0; i < 12; i++) {
            try (var lease = pool.lease(false, why -> {})) {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                order.add(name);
                assertThat(lease.device()).isPresent();
                Thread.sleep(2);
                now.decrementAndGet();
            }
        }
        return null;
    }

    @Test
    void whoeverWaitsIsToldOnceForWhom() throws Exception {
        var told = new ConcurrentLinkedQueue<String>();
        try (var first = run(1, 0);
                var second = run(1, 0);
                var crew = Executors.newSingleThreadExecutor()) {
            var lease = first.lease(false, told::add);
            var waiting = crew.submit(() -> second.lease(false, told::add));
            while (told.isEmpty()) {
                Thread.sleep(5);
            }
            Thread.sleep(50);
            assertThat(waiting.isDone()).isFalse();
            lease.close();
            waiting.get(20, TimeUnit.SECONDS).close();
        }
        assertThat(told)
                .containsExactly(
                        "GPU 0 is with another run of gradebox (process %d)"
                                .formatted(ProcessHandle.current().pid()));
    }

    @Test
    void whatAnotherRunHasIsLeftToItAndTheOtherDeviceIsUsed() throws Exception {
        try (var first = run(2, 0);
                var one = first.lease(false, why -> {});
                var second = run(2, 0);
                var other = second.lease(false, why -> {})) {
            assertThat(second.slots()).isEqualTo(2);
            assertThat(other.request()).isNotEqualTo(one.request());
        }
    }

    @Test
    void aRunThatStartsMeanwhileDoesNotTakeTheOthersWorkForAStrangers() throws Exception {
        var gpu = driver.devices().getFirst();
        try (var first = run(1, 0)) {
            var lease = first.lease(false, why -> {});
            driver.set(gpu, 5000, 4711L);
            try (var second = run(1, 0)) {
                assertThat(second.withdrawn()).isEmpty();
                driver.set(gpu, 300);
                lease.close();
                second.lease(false, why -> {}).close();
            }
        }
    }

    @Test
    void whatAnotherRunLeftOnADeviceIsSeenBeforeItIsUsed() throws Exception {
        var gpu = driver.devices().getFirst();
        try (var first = run(2, 0);
                var second = run(2, 0)) {
            var lease = first.lease(false, why -> {});
            assertThat(lease.device()).contains(gpu);
            driver.set(gpu, 5000, 4711L);
            lease.close();

            try (var next = second.lease(false, why -> {})) {
                assertThat(next.request().devices()).containsExactly("GPU-00000001");
            }
            assertThat(second.withdrawn()).containsExactly("GPU 0: process 4711 computes on it");
        }
    }

    @Test
    void nobodyJoinsASharedDeviceWhileAnotherRunWaitsForIt() throws Exception {
        try (var first = run(1, 1L << 30);
                var second = run(1, 1L << 30);
                var crew = Executors.newFixedThreadPool(2)) {
            var lease = first.lease(false, why -> {});
            first.lease(false, why -> {}).close(); // nobody waits yet
            var told = new ConcurrentLinkedQueue<String>();
            var waiting = crew.submit(() -> second.lease(false, told::add));
            while (told.isEmpty()) {
                Thread.sleep(5);
            }
            var joining = crew.submit(() -> first.lease(false, told::add));
            while (told.size() < 2) {
                Thread.sleep(5);
            }
            lease.close();
            waiting.get(20, TimeUnit.SECONDS).close();
            joining.get(20, TimeUnit.SECONDS).close();
            assertThat(told).contains("another run of gradebox waits for GPU 0");
        }
    }

    /** The kernel's own locks, which a dead process no longer has. */
    @Test
    void aLockOfAnotherProcessCountsUntilItEnds() throws Exception {
        try (var first = run(1, 0)) {
            first.lease(false, why -> {}).close();
        }
        List<Path> files;
        try (var all = Files.list(folder)) {
            files = all.toList();
        }
        assertThat(files).hasSize(1);
        var holder = hold(files.getFirst());
        try (var second = run(1, 0);
                var crew = Executors.newSingleThreadExecutor()) {
            var told = new ConcurrentLinkedQueue<String>();
            var waiting = crew.submit(() -> second.lease(false, told::add));
            while (told.isEmpty()) {
                Thread.sleep(5);
            }
            assertThat(waiting.isDone()).isFalse();
            holder.destroyForcibly().waitFor();
            waiting.get(20, TimeUnit.SECONDS).close();
        } finally {
            holder.destroyForcibly();
        }
    }

    private static Process hold(Path file) throws IOException {
        var script =
                "import fcntl, sys, time; f = open(sys.argv[1], 'r+b');"
                        + " fcntl.lockf(f, fcntl.LOCK_EX, 1, 0); print('held', flush=True); time.sleep(60)";
        var process =
                new ProcessBuilder(
                                System.getProperty("gradebox.python", "python3"),
                                "-c",
                                script,
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(process.inputReader().readLine()).isEqualTo("held");
        return process;
    }

    @Test
    void aFolderThatCannotBeUsedKeepsNobodyFromGrading() throws Exception {
        var pool =
                GpuPool.open(
                        driver.devices(),
                        0,
                        driver,
                        SHORT,
                        new GpuLocks(folder.resolve("not/there")));
        try (pool;
                var lease = pool.lease(false, why -> {})) {
            assertThat(lease.device()).isPresent();
        }
    }
}
