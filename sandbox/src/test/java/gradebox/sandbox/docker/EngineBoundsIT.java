package gradebox.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.Guarantee;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real engines that lack control groups. Needs root, and control groups of version 1. */
@Timeout(120)
class EngineBoundsIT {
    @Test
    void anEngineWithoutTheGroupsForProcessesIsRefused() throws Exception {
        try (var own = PrivateEngine.startWithout(Files.createTempDirectory("gbp"), "pids");
                var engine = DockerEngine.connect(own.environment())) {
            assertThat(engine.facts().bounds().missing())
                    .containsExactly("the number of processes");
            assertThatThrownBy(engine::demandBounds)
                    .isInstanceOf(EngineUnavailableException.class)
                    .hasMessageContaining("cannot bound the number of processes");
        }
    }

    @Test
    void anEngineWithoutTheGroupsForCpuTimeIsDegraded() throws Exception {
        try (var own = PrivateEngine.startWithout(Files.createTempDirectory("gbp"), "cpu");
                var engine = DockerEngine.connect(own.environment());
                var sandboxes = engine.sandboxes()) {
            engine.demandBounds();

            assertThat(sandboxes.guarantees()).doesNotContain(Guarantee.CPU_SHARE);
            assertThat(sandboxes.degraded()).isTrue();
            assertThat(sandboxes.recorded()).isEqualTo("docker (degraded)");
        }
    }
}
