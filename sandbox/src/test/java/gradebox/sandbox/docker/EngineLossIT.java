package gradebox.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Limits;
import gradebox.sandbox.RunIdentity;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Termination;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine that goes away while a program runs voids the attempt, and blames nobody. */
@Timeout(120)
class EngineLossIT {
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
}
