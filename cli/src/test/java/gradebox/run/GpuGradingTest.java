package gradebox.run;

import static gradebox.run.Classroom.report;
import static gradebox.run.Classroom.submissions;
import static org.assertj.core.api.Assertions.assertThat;

import gradebox.grading.Grader;
import gradebox.grading.Outcome;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import gradebox.grading.Workbench;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.gpu.GpuLocks;
import gradebox.sandbox.gpu.GpuPatience;
import gradebox.sandbox.gpu.GpuPool;
import gradebox.sandbox.gpu.PretendedGpus;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GpuGradingTest {
    private static final GpuPatience SHORT =
            new GpuPatience(Duration.ofMillis(60), Duration.ofMillis(5), Duration.ofMillis(5));

    private final PretendedGpus driver = new PretendedGpus(2);

    @TempDir private Path locks;
    private final Classroom room = new Classroom().check("g/a", "2");

    /** What a submission does on the device that it was given. */
    private interface Work {
        Outcome on(String device, String submission) throws SandboxException, InterruptedException;
    }

    private static Grader grader(Work work) {
        return (Submission submission, Workbench bench) ->
                report("g/a", work.on(bench.gpu().devices().getFirst(), submission.id()));
    }

    private GpuPool pool(long shareBytes) throws Exception {
        return GpuPool.open(driver.devices(), shareBytes, driver, SHORT, new GpuLocks(locks));
    }

    private Map<String, SubmissionReport> grade(
            long shareBytes, int workers, Work work, String... ids) throws Exception {
        try (var pool = pool(shareBytes)) {
            room.gpus(pool).workers(workers).grader("g", grader(work));
            var summary = room.run().grade(submissions(ids), Set.of());
            assertThat(summary.end()).isInstanceOf(RunSummary.End.Completed.class);
        }
        return room.store.reports;
    }

    private <E extends RunEvent> List<E> events(Class<E> kind) {
        return room.events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void submissionsRunBesideEachOtherButNeverOnOneDevice() throws Exception {
        var both = new CyclicBarrier(2);
        var on = new ConcurrentHashMap<String, AtomicInteger>();
        var most = new AtomicInteger();
        var reports =
                grade(
                        0,
                        6,
                        (device, id) -> {
                            var count = on.computeIfAbsent(device, it -> new AtomicInteger());
                            most.accumulateAndGet(count.incrementAndGet(), Math::max);
                            meet(both);
                            count.decrementAndGet();
                            return new Outcome.Passed();
                        },
                        "a",
                        "b",
                        "c",
                        "d",
                        "e",
                        "f");

        assertThat(reports).hasSize(6);
        assertThat(on).containsOnlyKeys("GPU-00000000", "GPU-00000001");
        assertThat(most).hasValue(1);
    }

    private static SubmissionReport of(Map<String, SubmissionReport> reports, String id) {
        return Objects.requireNonNull(reports.get(id));
    }

    private static void meet(CyclicBarrier barrier) throws InterruptedException {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("the devices do not work at the same time", e);
        }
    }

    @Test
    void theReportSaysWhatWasTaken() throws Exception {
        var gpu = driver.devices().getFirst();
        var reports =
                grade(
                        0,
                        1,
                        (device, id) -> {
                            driver.set(gpu, 300 + 700, 4711L);
                            Thread.sleep(150);
                            driver.set(gpu, 300);
                            return new Outcome.Passed();
                        },
                        "ada");

        assertThat(of(reports, "ada").provenance())
                .containsEntry("gpu", "GPU-00000000")
                .containsEntry("gpu model", "Pretended 8")
                .containsEntry("gpu driver", "550.54")
                .containsEntry("gpu peak memory MiB", "700")
                .hasEntrySatisfying("gpu seconds", it -> assertThat(it).matches("[0-9]+\\.[0-9]"));
    }

    @Test
    void whatALostDeviceMadeOfASubmissionDoesNotCount() throws Exception {
        var lost = driver.devices().getFirst();
        var reports =
                grade(
                        0,
                        1,
                        (device, id) -> {
                            if (device.equals(lost.uuid())) {
                                driver.lose(lost);
                                return new Outcome.Failed(Outcome.Reason.RAISED, "CUDA error");
                            }
                            return new Outcome.Passed();
                        },
                        "ada",
                        "bob");

        assertThat(reports.values())
                .allSatisfy(it -> assertThat(it.score()).contains(new BigDecimal("2")));
        assertThat(events(RunEvent.GpuLost.class))
                .containsExactly(
                        new RunEvent.GpuLost(
                                "ada", "0", "it was lost while a submission ran on it"));
        assertThat(events(RunEvent.GpuWithdrawn.class)).hasSize(1);
    }

    @Test
    void anEngineThatCannotGiveALostDeviceIsNotTheEndOfTheRun() throws Exception {
        var lost = driver.devices().getFirst();
        var reports =
                grade(
                        0,
                        1,
                        (device, id) -> {
                            if (device.equals(lost.uuid())) {
                                driver.lose(lost);
                                throw new EngineUnavailableException("unknown device");
                            }
                            return new Outcome.Passed();
                        },
                        "ada");

        assertThat(of(reports, "ada").score()).contains(new BigDecimal("2"));
    }

    @Test
    void aDirtyDeviceIsLeftAndTheRunGoesOnWithTheOther() throws Exception {
        var on = ConcurrentHashMap.<String>newKeySet();
        var reports =
                grade(
                        0,
                        1,
                        (device, id) -> {
                            if (id.equals("ada")) {
                                driver.set(driver.devices().getFirst(), 5000, 4711L);
                            } else {
                                on.add(device);
                            }
                            return new Outcome.Passed();
                        },
                        "ada",
                        "bob",
                        "cleo");

        assertThat(on).containsExactly("GPU-00000001");
        assertThat(of(reports, "ada").score()).isPresent();
        assertThat(events(RunEvent.GpuWithdrawn.class))
                .containsExactly(new RunEvent.GpuWithdrawn("0", "process 4711 is still on it"));
    }

    @Test
    void withoutADeviceLeftTheRestHasNoScore() throws Exception {
        var reports =
                grade(
                        0,
                        1,
                        (device, id) -> {
                            driver.devices().forEach(it -> driver.set(it, 5000, 4711L));
                            return new Outcome.Passed();
                        },
                        "ada",
                        "bob",
                        "cleo");

        assertThat(of(reports, "ada").score()).isPresent();
        assertThat(of(reports, "cleo").score()).isEmpty();
        assertThat(of(reports, "cleo").lines().getFirst().outcome())
                .isEqualTo(
                        new Outcome.Errored(
                                Outcome.Fault.MACHINE,
                                "The submission could not be run: no GPU is left (GPU 0: process"
                                        + " 4711 is still on it; GPU 1: process 4711 is still on"
                                        + " it)."));
    }

    @Test
    void wantOfGpuMemoryOnASharedDeviceIsTriedAgainAlone() throws Exception {
        var tries = new AtomicInteger();
        var reports =
                grade(
                        2L << 30,
                        2,
                        (device, id) ->
                                tries.getAndIncrement() == 0
                                        ? new Outcome.Failed(
                                                Outcome.Reason.OUT_OF_GPU_MEMORY, "CUDA")
                                        : new Outcome.Passed(),
                        "ada");

        assertThat(of(reports, "ada").score()).contains(new BigDecimal("2"));
        assertThat(events(RunEvent.GpuCrowded.class)).hasSize(1);
    }

    @Test
    void wantOfGpuMemoryOnADeviceOfItsOwnIsTheStudents() throws Exception {
        var tries = new AtomicInteger();
        var reports =
                grade(
                        0,
                        1,
                        (device, id) -> {
                            tries.incrementAndGet();
                            return new Outcome.Failed(Outcome.Reason.OUT_OF_GPU_MEMORY, "CUDA");
                        },
                        "ada");

        assertThat(of(reports, "ada").score()).contains(BigDecimal.ZERO);
        assertThat(tries).hasValue(1);
    }
}
