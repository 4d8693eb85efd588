package gradebox.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.ExecResult;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Limits;
import gradebox.sandbox.RunIdentity;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Termination;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine that goes away while a program runs voids the attempt, and blames nobody. */
@Timeout(120)
class EngineLossIT {
    /** More than an engine that works may take to answer. */
    private static final int HUNG_SECONDS = 9;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final RunIdentity identity = RunIdentity.ofThisProcess();
    @TempDir private Path folder;
    private DockerEngine real;
    private EngineProxy proxy;
    private DockerEngine engine;
    private DockerSandboxFactory sandboxes;
    private SandboxSpec spec;

    @BeforeEach
    void connect() throws Exception {
        real = DockerEngine.connect(Map.of());
        proxy = new EngineProxy(folder);
        engine = DockerEngine.connect(proxy.environment());
        sandboxes = new DockerSandboxFactory(engine, identity);
        var image = CourseImage.of(real);
        spec = new SandboxSpec("lost", image, Limits.DEFAULT, GpuRequest.NONE, List.of(), Map.of());
    }

    @AfterEach
    void cleanUp() throws Exception {
        clock.shutdownNow();
        sandboxes.close();
        proxy.close();
        engine.close();
        for (var left : real.containers().labelled(Map.of(RunIdentity.RUN, identity.run()))) {
            real.containers().remove(left.getId());
        }
        real.close();
    }

    private DockerSandbox open(String... argv) throws Exception {
        return (DockerSandbox) sandboxes.open(spec, List.of(argv));
    }

    private static Deadline in(int seconds) {
        return Deadline.after(Duration.ofSeconds(seconds));
    }

    @Test
    void anEngineThatDiesVoidsTheAttempt() throws Exception {
        try (var sandbox = open("sleep", "60")) {
            proxy.cut();

            assertThat(sandbox.await(in(30))).get().isInstanceOf(Termination.EngineLost.class);
        }
    }

    @Test
    void theEndOfItsStreamsIsNotTakenForTheProgramsEnd() throws Exception {
        try (var sandbox = open("sleep", "60")) {
            proxy.cut();

            assertThatThrownBy(() -> sandbox.receive(ByteBuffer.allocate(9), in(30)))
                    .isInstanceOf(SandboxException.class);
            assertThatThrownBy(sandbox::ranOutOfMemory).isInstanceOf(SandboxException.class);
        }
    }

    @Test
    void anEngineThatKillsOnItsWayOutIsNotTheProgramsDoing() throws Exception {
        try (var sandbox = open("sleep", "60")) {
            proxy.refuseNewcomers();
            real.containers().kill(sandbox.container());

            assertThat(sandbox.await(in(30))).get().isInstanceOf(Termination.EngineLost.class);
        }
    }

    @Test
    void closingDoesNotComplainAboutAnEngineThatIsGone() throws Exception {
        var sandbox = open("sleep", "60");
        proxy.cut();
        long started = System.nanoTime();
        sandbox.close();

        assertThat(Duration.ofNanos(System.nanoTime() - started))
                .isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void openingOnAnEngineThatIsGoneIsAnEnginesFault() throws Exception {
        proxy.cut();

        assertThatThrownBy(() -> open("true"))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("no longer answers");
    }

    @Test
    void anEngineThatComesBackIsUsedAgain() throws Exception {
        var lost = open("sleep", "60");
        proxy.cut();
        assertThat(lost.await(in(30))).get().isInstanceOf(Termination.EngineLost.class);
        proxy.restart();

        try (var sandbox = open("sh", "-c", "exit 4")) {
            assertThat(sandbox.await(in(30))).contains(new Termination.Exited(4));
        }
    }

    @Test
    void aContainerThatSomebodyElseKillsIsNoTimeOut() throws Exception {
        try (var sandbox = open("sleep", "60")) {
            real.containers().kill(sandbox.container());
            var end = Objects.requireNonNull(sandbox.await(in(30)).orElse(null));

            assertThat(end).isEqualTo(new Termination.Signalled(9));
        }
    }

    /** Lets the engine hang for a while, from the start of each sandbox on. */
    private final class Hanging implements SandboxFactory {
        @Override
        public String engine() {
            return sandboxes.engine();
        }

        @Override
        public Sandbox open(SandboxSpec asked, List<String> argv)
                throws SandboxException, InterruptedException {
            var sandbox = sandboxes.open(asked, argv);
            proxy.hang();
            var unused = clock.schedule(proxy::goOn, HUNG_SECONDS, TimeUnit.SECONDS);
            return sandbox;
        }

        @Override
        public void close() {}
    }

    private ExecResult runHung(SandboxSpec asked, Duration limit) throws Exception {
        return new Hanging().run(asked, List.of("sleep", "3"), limit, 1000);
    }

    @Test
    void anEngineThatHangsPastTheLimitIsNotTheProgramsLateness() {
        assertThatThrownBy(() -> runHung(spec, Duration.ofSeconds(4)))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("hung for");
    }

    @Test
    void anEngineThatHangsPastASandboxesLifeIsNotTheProgramsLateness() throws Exception {
        var brief = spec.within(Limits.DEFAULT.withWall(Duration.ofSeconds(4)));
        Termination end;
        try {
            end = runHung(brief, Duration.ofSeconds(60)).termination();
        } catch (SandboxException e) {
            return; // void, and tried again
        }

        // the engine told of its end, though late, or nothing is known
        assertThat(end).isInstanceOfAny(Termination.Exited.class, Termination.EngineLost.class);
    }

    @Test
    void aProgramThatIsLateOnAnEngineThatAnswersIsLate() throws Exception {
        var late = sandboxes.run(spec, List.of("sleep", "60"), Duration.ofSeconds(1), 1000);

        assertThat(late.termination()).isEqualTo(new Termination.TimedOut());
    }
}
