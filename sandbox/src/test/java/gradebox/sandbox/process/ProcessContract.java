package gradebox.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Guarantee;
import gradebox.sandbox.GuaranteeContract;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.MarkedSleep;
import gradebox.sandbox.Mount;
import gradebox.sandbox.PostureProbe;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Termination;
import gradebox.sandbox.Trait;
import gradebox.sandbox.gpu.DriverFiles;
import gradebox.sandbox.gpu.HostGpus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract on processes; run by {@link ProcessIT} in a container, where root is no more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessContract extends GuaranteeContract {
    private ProcessEngine engine;
    private SandboxFactory sandboxes;

    ProcessEngine connected() throws Exception {
        return ProcessEngine.connect();
    }

    @BeforeAll
    void connect() throws Exception {
        engine = connected();
        sandboxes = engine.sandboxes();
    }

    @AfterAll
    void close() {
        sandboxes.close();
    }

    @Override
    protected SandboxFactory factory() {
        return sandboxes;
    }

    @Override
    protected SandboxFactory anotherFactory() {
        return engine.sandboxes();
    }

    @Override
    protected Image image() {
        return engine.image();
    }

    @Test
    void isWhatItPromises() throws Exception {
        var found = new PostureProbe(factory()).demand(engine.image());

        assertThat(found.traits()).containsEntry(Trait.SYSTEM_CALLS, "our filter");
        assertThat(found.traits().keySet()).containsExactly(Trait.values());
    }

    @Test
    void aMountThatIsNotThereIsOurFault(@TempDir Path folder) {
        var spec = spec("none", new Mount(folder.resolve("missing").toAbsolutePath(), "/given"));

        assertThatThrownBy(() -> factory().open(spec, List.of("true")))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void aGivenFileCannotBeChanged(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("answer.txt"), "42");
        var spec = spec("given", new Mount(readable(folder), "/given"));
        var result = factory().run(spec, List.of("tee", "/given/answer.txt"), seconds(30), 100);

        assertThat(result.termination()).isEqualTo(new Termination.Exited(1));
        assertThat(result.log()).contains("Permission denied");
    }

    @Test
    void aProgramInheritsItsThreeStreamsOnly() throws Exception {
        var result = runPython("import os; print(sorted(os.listdir('/proc/self/fd')))");

        assertThat(text(result)).isEqualTo("['0', '1', '2', '3']\n"); // 3 is the listing's own
    }

    @Test
    void whateverAProgramStartsAndWritesEndsWithIt() throws Exception {
        String mark = "7" + System.nanoTime() % 1_000_000_000L;
        var result =
                runPython(
                        """
                        import os, subprocess
                        open('/dev/shm/kept-%1$s', 'w').close()
                        os.makedirs('deep/' * 300)
                        os.chmod('deep', 0)
                        for _ in range(20):
                            subprocess.Popen(['sleep', '%1$s'], start_new_session=True)
                        """
                                .formatted(mark));

        assertThat(result.termination()).as(result.log()).isEqualTo(new Termination.Exited(0));
        assertThat(Path.of("/dev/shm/kept-" + mark)).doesNotExist();
        assertThat(MarkedSleep.lives(mark)).isFalse();
        try (var slots = Files.list(Path.of("/run/gradebox/process/slots"))) {
            assertThat(slots.filter(slot -> Files.exists(slot.resolve("work")))).isEmpty();
        }
    }

    /** A suite's expected values may lie in a neighbour's slot; without Landlock its modes hold. */
    @Test
    void whatANeighbourWasGivenCannotBeRead(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("hidden.py"), "expected = 42");
        var spec = spec("neighbour", new Mount(readable(folder), "/given"));
        try (var neighbour = factory().open(spec, List.of("sleep", "60"))) {
            assertThat(neighbour.name()).isEqualTo("neighbour");
            var slots = Path.of("/run/gradebox/process/slots");
            try (var all = Files.list(slots)) {
                var slot = all.filter(path -> Files.exists(path.resolve("given/0"))).findFirst();
                var file = slot.orElseThrow().resolve("given/0/hidden.py");
                assertThat(file).exists();
                assertThat(run("cat", file.toString()).termination())
                        .isEqualTo(new Termination.Exited(1));
            }
        }
    }

    /** Each that ends wakes the stand-by, and what lies in shared memory comes and goes. */
    @Test
    void aStormOfChildrenHidesNoHoard() throws Exception {
        var program =
                """
                import os
                if os.fork() == 0:
                    while True:
                        if os.fork() == 0:
                            os._exit(0)
                        open('/dev/shm/come', 'w').close()
                        os.unlink('/dev/shm/come')
                        try:
                            os.waitpid(-1, os.WNOHANG)
                        except ChildProcessError:
                            pass
                kept = []
                while True:
                    kept.append(bytearray(b'x' * (4 << 20)))
                    open('/dev/shm/%d' % len(kept), 'w').close()
                    os.unlink('/dev/shm/%d' % len(kept))
                    os.sched_yield()
                """;
        var limits = new Limits(1, 256L << 20, 64, 16 << 20, seconds(60));
        var result =
                factory()
                        .run(
                                spec("storm").within(limits),
                                List.of("python3", "-c", program),
                                seconds(50),
                                100);

        assertThat(result.termination()).isEqualTo(new Termination.OutOfMemory());
    }

    /** More names than a command line holds, and a process's name that is no text. */
    @Test
    void whateverItIsCalledItGoes() throws Exception {
        var program =
                """
                import ctypes, os, time
                for i in range(12000):
                    open('/dev/shm/%05d%s' % (i, 'x' * 230), 'w').close()
                if os.fork() == 0:
                    os.setsid()
                    ctypes.CDLL(None).prctl(15, b'\\xff\\xfe', 0, 0, 0)
                    time.sleep(60)
                """;
        var result =
                factory().run(spec("names"), List.of("python3", "-c", program), seconds(60), 9);

        assertThat(result.termination()).as(result.log()).isEqualTo(new Termination.Exited(0));
        try (var left = Files.list(Path.of("/dev/shm"))) {
            assertThat(left).isEmpty();
        }
        assertThat(text(run("printf", "next"))).isEqualTo("next");
    }

    /** What no process has mapped is memory all the same. */
    @Test
    void memoryThatNobodyHasMappedIsHeld() throws Exception {
        var program =
                """
                import os, time
                kept = [os.memfd_create(str(i)) for i in range(4)]
                for i in range(300):
                    os.write(kept[i % 4], b'x' * (1 << 20))
                    time.sleep(0.005)
                """;
        var limits = new Limits(1, 128L << 20, 64, 1L << 30, seconds(60));
        var result =
                factory()
                        .run(
                                spec("memfd").within(limits),
                                List.of("python3", "-c", program),
                                seconds(50),
                                100);

        assertThat(result.termination()).isEqualTo(new Termination.OutOfMemory());
    }

    @Test
    void nobodyEscapesByStoppingWhoeverComesToKill() throws Exception {
        String mark = "6" + System.nanoTime() % 1_000_000_000L;
        var program =
                """
                import os, signal, subprocess
                subprocess.Popen(['sleep', '%s'], start_new_session=True)
                for _ in range(6):
                    if os.fork() == 0:
                        while True:
                            try:
                                os.kill(-1, signal.SIGSTOP)
                            except OSError:
                                pass
                while True:
                    os.kill(-1, signal.SIGCONT)
                """
                        .formatted(mark);
        try (var sandbox = open("stops", "python3", "-c", program)) {
            Thread.sleep(500);
            assertThat(sandbox.await(Deadline.after(Duration.ZERO))).isEmpty();
        }
        assertThat(MarkedSleep.lives(mark)).isFalse();
    }

    /** The dead count against the next sandbox's processes, where process 1 buries nobody. */
    @Test
    void nobodyIsLeftUnburied() throws Exception {
        var program =
                """
                import subprocess
                for _ in range(40):
                    subprocess.Popen(['sleep', '60'], start_new_session=True)
                """;
        for (int i = 0; i < 3; i++) {
            assertThat(runPython(program).termination()).isEqualTo(new Termination.Exited(0));
        }
        try (var all = Files.newDirectoryStream(Path.of("/proc"), "[1-9]*")) {
            for (var process : all) {
                assertThat(Files.readString(process.resolve("status")))
                        .doesNotContain("Name:\tsleep\n");
            }
        }
    }

    @Test
    void aForkBombIsEndedWhole() throws Exception {
        var program =
                """
                import os
                while True:
                    try:
                        os.fork()
                    except OSError:
                        pass
                """;
        var limits = new Limits(1, 512 << 20, 64, 16 << 20, seconds(60));
        try (var sandbox =
                factory().open(spec("bomb").within(limits), List.of("python3", "-c", program))) {
            Thread.sleep(500);
            assertThat(sandbox.await(Deadline.after(Duration.ZERO))).isEmpty();
        }
        assertThat(text(run("printf", "next"))).isEqualTo("next");
    }

    @Test
    void nothingOutlivesAProcessThatIsKilledAndTheNextRunSweepsItsSlot() throws Exception {
        String mark = "8" + System.nanoTime() % 1_000_000_000L;
        var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        var process =
                new ProcessBuilder(
                                java,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Sleeps.class.getName(),
                                mark)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        assertThat(process.inputReader().readLine()).isEqualTo("open");
        assertThat(MarkedSleep.lives(mark)).isTrue();
        process.destroyForcibly().waitFor();

        var deadline = Deadline.after(Duration.ofSeconds(10));
        while (MarkedSleep.lives(mark) && !deadline.passed()) {
            Thread.sleep(10);
        }
        assertThat(MarkedSleep.lives(mark)).isFalse();
        assertThat(engine.sweep()).hasSize(1);
    }

    /** Two nodes with a driver's names: what they do is what /dev/null does. */
    @Test
    void aSandboxHasTheDevicesThatItWasGivenAndNoOther() throws Exception {
        for (int i = 6; i < 8; i++) {
            var made = new ProcessBuilder("mknod", "-m", "666", "/dev/nvidia" + i, "c", "1", "3");
            assertThat(made.inheritIO().start().waitFor()).isZero();
        }
        var files =
                new DriverFiles(
                        Map.of("GPU-7", List.of(Path.of("/dev/nvidia7"))),
                        List.of(),
                        List.of("libcuda.so.1 (libc6,x86-64) => /usr/lib/libcuda.so.1"));
        var look =
                """
                import os
                for name in ("nvidia6", "nvidia7"):
                    try:
                        os.close(os.open("/dev/" + name, os.O_RDWR))
                        print(name)
                    except OSError as problem:
                        print(problem.strerror)
                print(os.environ.get("CUDA_VISIBLE_DEVICES"), os.environ.get("LD_LIBRARY_PATH"))
                """;
        var given = new GpuRequest(List.of("GPU-7"));
        try (var withGpu = engine.sandboxes(new HostGpus(() -> files))) {
            var spec =
                    new SandboxSpec(
                            "gpu", engine.image(), Limits.DEFAULT, given, List.of(), Map.of());
            var result = withGpu.run(spec, List.of("python3", "-c", look), seconds(30), 1000);
            var found = new PostureProbe(withGpu).demand(engine.image(), given, List.of());

            assertThat(found.traits()).containsKey(Trait.GPUS);
            if (withGpu.guarantees().contains(Guarantee.GIVEN_FILES_ONLY)) {
                assertThat(text(result)).isEqualTo("Permission denied\nnvidia7\nGPU-7 None\n");
                assertThat(found.traits()).containsEntry(Trait.GPUS, "/dev/nvidia7");
            } else { // the nodes' modes are all that guards them
                assertThat(text(result)).isEqualTo("nvidia6\nnvidia7\nGPU-7 None\n");
            }
        }
        Files.delete(Path.of("/dev/nvidia6"));
        Files.delete(Path.of("/dev/nvidia7"));
    }
}
