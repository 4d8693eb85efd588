package gradebox.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.ExecResult;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.GuaranteeContract;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.Mount;
import gradebox.sandbox.OtherRuns;
import gradebox.sandbox.RunIdentity;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Termination;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract on a real engine, and the isolation that only an engine gives. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerSandboxIT extends GuaranteeContract {
    private static final long MB = 1 << 20;

    private DockerEngine engine;
    private SandboxFactory sandboxes;
    private Image image;

    @BeforeAll
    void connect() throws Exception {
        engine = DockerEngine.connect(System.getenv());
        sandboxes = engine.sandboxes();
        image = CourseImage.of(engine);
    }

    @AfterAll
    void close() {
        sandboxes.close();
        engine.close();
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
        return image;
    }

    private ExecResult runSmall(String... argv) throws Exception {
        return factory().run(small("small"), List.of(argv), seconds(30), 1000);
    }

    private SandboxSpec small(String name) {
        return spec(name).within(new Limits(1, 128 * MB, 64, 16 * MB, Duration.ofSeconds(60)));
    }

    private String say(String program) throws Exception {
        var result = runPython(program);
        assertThat(result.termination()).as(result.log()).isEqualTo(new Termination.Exited(0));
        return text(result).strip();
    }

    @Test
    void runsAsNobodyWithoutCapabilities() throws Exception {
        String status = say("print(open('/proc/self/status').read())");

        assertThat(status.lines())
                .contains("Uid:\t10001\t10001\t10001\t10001", "Gid:\t10001\t10001\t10001\t10001")
                .contains("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000")
                .contains("CapPrm:\t0000000000000000", "CapAmb:\t0000000000000000")
                .contains("NoNewPrivs:\t1", "Seccomp:\t2");
    }

    @Test
    void writablePlacesAreTheTemporaryOnesOnly() throws Exception {
        String folders =
                say(
                        """
                        import os
                        for at, folders, files in os.walk('/'):
                            if at == '/':
                                folders[:] = [f for f in folders if f not in ('proc', 'sys')]
                            if os.access(at, os.W_OK):
                                print(at)
                        """);

        assertThat(sorted(folders)).containsExactly("/dev/mqueue", "/dev/shm", "/tmp", "/work");
    }

    @Test
    void theRootFileSystemIsReadOnly() throws Exception {
        assertThat(run("touch", "/usr/mark").log()).contains("Read-only file system");
        assertThat(runPython("open('/proc/sys/kernel/core_pattern', 'w')").log())
                .containsAnyOf("Read-only file system", "Permission denied");
    }

    @Test
    void nothingRunsFromTmpButFromWorkItDoes() throws Exception {
        var script = "for d in /tmp /work; do cp /bin/echo $d; $d/echo ran in $d; done";
        var result = run("sh", "-c", script);

        assertThat(text(result)).isEqualTo("ran in /work\n");
        assertThat(result.log()).contains("Permission denied");
    }

    @Test
    void thereIsNoNetwork() throws Exception {
        var call = "import socket; socket.create_connection(('169.254.169.254', 80), 5)";

        assertThat(say("import os; print(os.listdir('/sys/class/net'))")).isEqualTo("['lo']");
        assertThat(runPython(call).log()).contains("Network is unreachable");
    }

    @Test
    void theEnvironmentIsExactlyWhatWeGive() throws Exception {
        assertThat(text(run("env")).lines())
                .containsExactlyInAnyOrder(
                        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                        "HOME=/tmp",
                        "HOSTNAME=sandbox",
                        "OMP_NUM_THREADS=1",
                        "MKL_NUM_THREADS=1",
                        "OPENBLAS_NUM_THREADS=1",
                        "PYTHONDONTWRITEBYTECODE=1",
                        "PYTHONHASHSEED=0");
    }

    @Test
    void limitsAreThoseOfTheProfile() throws Exception {
        String limits =
                say(
                        """
                        import os, resource as r
                        for kind in (r.RLIMIT_NOFILE, r.RLIMIT_CORE, r.RLIMIT_FSIZE):
                            print(r.getrlimit(kind))
                        for place in ('/tmp', '/work', '/dev/shm'):
                            fs = os.statvfs(place)
                            print(place, fs.f_blocks * fs.f_frsize >> 20)
                        print(os.statvfs('/work').f_files, os.getcwd())
                        print(open('/proc/self/oom_score_adj').read().strip())
                        """);

        assertThat(limits)
                .isEqualTo(
                        """
                        (1024, 1024)
                        (0, 0)
                        (268435456, 268435456)
                        /tmp 256
                        /work 256
                        /dev/shm 512
                        20000 /work
                        500""");
    }

    @Test
    void mountsCannotBeWritten(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("f"), "kept");
        assertThat(folder.toFile().setWritable(true, false)).isTrue();
        var spec = spec("mount", new Mount(readable(folder), "/given"));
        var argv = List.of("sh", "-c", "ls /given; touch /given/g");
        var result = factory().run(spec, argv, seconds(30), 99);

        assertThat(text(result)).isEqualTo("f\n");
        assertThat(result.log()).contains("Read-only file system");
    }

    @Test
    void aMountThatIsNotThereIsOurFaultAndMakesNoFolder(@TempDir Path folder) {
        var missing = folder.resolve("missing").toAbsolutePath();
        var spec = spec("none", new Mount(missing, "/given"));

        assertThatThrownBy(() -> factory().open(spec, List.of("true")))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("missing");
        assertThat(missing).doesNotExist();
    }

    @Test
    void memoryRunsOutInTheProgram() throws Exception {
        var result = runSmall("python3", "-c", "x = bytearray(1 << 29); print(len(x))");

        assertThat(result.termination()).isEqualTo(new Termination.OutOfMemory());
    }

    @Test
    void memoryRunsOutInAChildAlthoughTheProgramExitsWithZero() throws Exception {
        var result = runSmall("python3", "-c", childBomb(""));

        assertThat(text(result)).isEqualTo("-9\n");
        assertThat(result.termination()).isEqualTo(new Termination.OutOfMemory());
    }

    @Test
    void tellsThatAChildRanOutOfMemoryWhileTheProgramLives() throws Exception {
        var argv = List.of("python3", "-u", "-c", childBomb("time.sleep(60)"));
        try (var sandbox = factory().open(small("alive"), argv)) {
            assertThat(sandbox.ranOutOfMemory()).isFalse();
            assertThat(readLine(sandbox)).isEqualTo("-9");
            assertThat(sandbox.ranOutOfMemory()).isTrue();
        }
    }

    private static String childBomb(String then) {
        return """
        import subprocess, sys, time
        time.sleep(1)
        print(subprocess.run([sys.executable, '-c', 'x = bytearray(1 << 29)']).returncode)
        """
                + then;
    }

    @Test
    void whatLiesInTheWorkingFolderIsBounded() throws Exception {
        var result = runSmall("sh", "-c", "head -c 20000000 /dev/zero > /work/x");

        assertThat(result.log()).contains("No space left on device");
    }

    @Test
    void aForkBombIsBounded() throws Exception {
        var bomb =
                """
                import os, time
                n = 0
                try:
                    while True:
                        if os.fork() == 0:
                            time.sleep(60)
                        n += 1
                except OSError as e:
                    print(40 < n < 64, e.strerror, flush=True)
                os._exit(0)
                """;

        assertThat(text(runSmall("python3", "-c", bomb)))
                .isEqualTo("True Resource temporarily unavailable\n");
    }

    @Test
    void aProgramThatIgnoresSignalsIsKilledAllTheSame() throws Exception {
        var stubborn =
                """
                import signal, time
                for s in set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP}:
                    signal.signal(s, signal.SIG_IGN)
                while True:
                    time.sleep(1)
                """;
        var argv = List.of("python3", "-c", stubborn);
        var result = factory().run(spec("stubborn"), argv, seconds(2), 100);

        assertThat(result.termination()).isEqualTo(new Termination.TimedOut());
        assertThat(result.wall()).isLessThan(seconds(6));
    }

    @Test
    void aDaemonIsGoneWithItsSandbox() throws Exception {
        String length = "30" + ProcessHandle.current().pid();
        var sandbox = open("daemon", "sh", "-c", "setsid sleep " + length + " & echo up; wait");
        assertThat(readLine(sandbox)).isEqualTo("up");
        Thread.sleep(200);
        assertThat(processesOf("sleep " + length)).isPositive();
        sandbox.close();

        assertThat(processesOf("sleep " + length)).isZero();
    }

    private static long processesOf(String command) {
        return ProcessHandle.allProcesses()
                .filter(p -> p.info().commandLine().orElse("").endsWith(command))
                .count();
    }

    @Test
    void nothingRunsAfterClosingAndNoContainerIsLeftAfterTheFactory() throws Exception {
        var identity = RunIdentity.ofThisProcess();
        try (var mine = new DockerSandboxFactory(engine, identity)) {
            var sandbox = (DockerSandbox) mine.open(spec("traceless"), List.of("sleep", "60"));
            var inspected = engine.containers().inspect(sandbox.container());
            assertThat(inspected.getImageId()).isEqualTo(image.digest());
            assertThat(inspected.getConfig().getLabels())
                    .containsEntry("gradebox.name", "traceless");
            sandbox.close();

            assertThat(runningOf(identity)).isZero();
            mine.open(spec("left-open"), List.of("sleep", "60"));
        }
        assertThat(containersOf(identity)).isEmpty();
    }

    private long runningOf(RunIdentity identity) throws Exception {
        return engine.containers().labelled(Map.of(RunIdentity.RUN, identity.run())).stream()
                .filter(container -> "running".equals(container.getState()))
                .count();
    }

    @Test
    void closingTheFactoryWaitsForEveryRemovalThoughInterrupted() throws Exception {
        var identity = RunIdentity.ofThisProcess();
        var mine = new DockerSandboxFactory(engine, identity);
        for (int i = 0; i < 3; i++) {
            mine.open(spec("short"), List.of("sleep", "60")).close();
        }
        Thread.currentThread().interrupt();
        mine.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(containersOf(identity)).isEmpty();
    }

    private List<String> containersOf(RunIdentity identity) throws Exception {
        return engine.containers().labelled(Map.of(RunIdentity.RUN, identity.run())).stream()
                .map(container -> container.getNames()[0])
                .toList();
    }

    @Test
    void sweepingRemovesOrphansAndLeavesTheLivingAlone() throws Exception {
        var self = RunIdentity.ofThisProcess();
        String run = self.run();
        var gone = OtherRuns.gone(run + "a");
        var reused = OtherRuns.before(run + "b");
        var rebooted = OtherRuns.ofAnEarlierBoot(run + "c");
        var elsewhere = OtherRuns.elsewhere(run + "d");
        var factories =
                Stream.of(self, gone, reused, rebooted, elsewhere)
                        .map(identity -> new DockerSandboxFactory(engine, identity))
                        .toList();
        try {
            for (var factory : factories) {
                factory.open(spec("swept"), List.of("sleep", "60"));
            }
            String name = "/gradebox-" + run;

            assertThat(engine.sweep())
                    .contains(name + "a-1", name + "b-1", name + "c-1")
                    .doesNotContain(name + "-1", name + "d-1");
            assertThat(containersOf(self)).containsExactly(name + "-1");
            assertThat(containersOf(elsewhere)).containsExactly(name + "d-1");
        } finally {
            factories.forEach(DockerSandboxFactory::close);
        }
    }

    @Test
    void anImageThatIsNotThereNamesTheCommandThatMakesIt() {
        var missing = new Image("gradebox/cpu:none", "sha256:" + "0".repeat(64), "");
        var spec =
                new SandboxSpec("x", missing, Limits.DEFAULT, GpuRequest.NONE, List.of(), Map.of());

        assertThatThrownBy(() -> factory().open(spec, List.of("true")))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("gradebox/cpu:none")
                .hasMessageContaining("gradebox image build");
    }

    @Test
    void aGpuOfAnEngineWithoutADriverIsRefusedAndNothingIsLeft() throws Exception {
        var identity = RunIdentity.ofThisProcess();
        var gpu = new GpuRequest(List.of("GPU-none"));
        var spec = new SandboxSpec("gpu", image, Limits.DEFAULT, gpu, List.of(), Map.of());
        try (var mine = new DockerSandboxFactory(engine, identity)) {
            assertThatThrownBy(() -> mine.open(spec, List.of("true")))
                    .isInstanceOf(EngineUnavailableException.class)
                    .hasMessageContaining("GPU");
        }

        assertThat(containersOf(identity)).isEmpty();
    }

    @Test
    void aProgramThatOnlyClosesItsStreamsStillRuns() throws Exception {
        try (var sandbox = open("mute", "sh", "-c", "exec >&- 2>&-; sleep 2; exit 5")) {
            assertThat(sandbox.receive(ByteBuffer.allocate(1), in(30))).isEqualTo(-1);
            assertThat(sandbox.await(in(30))).contains(new Termination.Exited(5));
        }
    }
}
