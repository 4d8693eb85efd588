package gradebox.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.gpu.StandIn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real engine with a stand-in for NVIDIA's hook: what we ask for is what a container gets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class GpuEngineIT {
    private static final String LOOK = "cd /dev; printf '%s\\n' *; env";

    private StandIn gpus;
    private PrivateEngine own;
    private DockerEngine engine;
    private SandboxFactory sandboxes;
    private Image image;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        gpus = StandIn.two(Files.createDirectory(folder.resolve("gpus")));
        own = PrivateEngine.start(Files.createDirectory(folder.resolve("e")), gpus.environment());
        try (var shared = DockerEngine.connect(Map.of())) {
            own.copySmall(CourseImage.of(shared).name(), "small:1");
        }
        engine = DockerEngine.connect(own.environment());
        image = engine.images().present("small:1").orElseThrow();
        sandboxes = engine.sandboxes();
    }

    @AfterAll
    void close() throws Exception {
        sandboxes.close();
        engine.close();
        own.close();
    }

    private SandboxSpec asking(Image from, String... devices) {
        var request = new GpuRequest(List.of(devices));
        return new SandboxSpec("gpu", from, Limits.DEFAULT, request, List.of(), Map.of());
    }

    private List<String> seenWith(String... devices) throws Exception {
        var argv = List.of("sh", "-c", LOOK);
        var result = sandboxes.run(asking(image, devices), argv, Duration.ofSeconds(60), 1 << 16);
        return new String(result.output(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("nvidia") || line.contains("NVIDIA"))
                .sorted()
                .toList();
    }

    @Test
    void aDeviceReachesTheSandboxByUuid() throws Exception {
        assertThat(seenWith(gpus.uuid(1)))
                .containsExactly(
                        "NVIDIA_DRIVER_CAPABILITIES=compute,utility",
                        "NVIDIA_VISIBLE_DEVICES=" + gpus.uuid(1),
                        "nvidia-uvm",
                        "nvidia1",
                        "nvidiactl");
        assertThat(gpus.given()).last().extracting(StandIn.Given::devices).isEqualTo(gpus.uuid(1));
    }

    @Test
    void aDeviceReachesTheSandboxByNumber() throws Exception {
        assertThat(seenWith("1")).contains("nvidia1").doesNotContain("nvidia0");
    }

    @Test
    void aSandboxThatAsksForNoneGetsNone() throws Exception {
        int before = gpus.given().size();

        assertThat(seenWith()).isEmpty();
        assertThat(gpus.given()).hasSize(before);
    }

    @Test
    void aDeviceThatTheDriverDoesNotKnowIsRefusedWhenTheSandboxStarts() throws Exception {
        assertThatThrownBy(() -> sandboxes.open(asking(image, "GPU-gone"), List.of("true")))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("the engine knows no GPU GPU-gone")
                .hasMessageContaining("nvidia-smi -L");
        assertThat(seenWith(gpus.uuid(0))).contains("nvidia0");
    }

    @Test
    void anEngineWithoutTheHookRefuses() throws Exception {
        try (var shared = DockerEngine.connect(Map.of());
                var plain = shared.sandboxes()) {
            var from = CourseImage.of(shared);

            assertThatThrownBy(() -> plain.open(asking(from, gpus.uuid(0)), List.of("true")))
                    .isInstanceOf(EngineUnavailableException.class)
                    .hasMessageContaining("install the NVIDIA driver and nvidia-container-toolkit");
        }
    }
}
