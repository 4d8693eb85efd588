package gradebox.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.SandboxException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuWayTest {
    private static Map<String, Object> knowing(Object... devices) {
        return Map.of("CDISpecDirs", List.of("/etc/cdi"), "DiscoveredDevices", List.of(devices));
    }

    @Test
    void anEngineBefore25HasTheHookOnly() {
        assertThat(GpuWay.of(Map.of("Name", "vm"))).isEqualTo(GpuWay.NVIDIA);
    }

    @Test
    void whereCdiWasTurnedOnItIsUsed() {
        assertThat(GpuWay.of(Map.of("CDISpecDirs", List.of("/etc/cdi")))).isEqualTo(GpuWay.CDI);
        assertThat(GpuWay.of(Map.of("CDISpecDirs", List.of()))).isEqualTo(GpuWay.NVIDIA);
    }

    @ParameterizedTest
    @CsvSource({
        "28.2.0, NVIDIA",
        "29.0.1, NVIDIA",
        "28.1.1, CDI",
        "26.1.5+dfsg1, CDI",
        "of our own, CDI"
    })
    void anEngineThatWouldListItsDevicesAndDoesNotKnowsNone(String version, GpuWay way) {
        var info = Map.<String, Object>of("CDISpecDirs", List.of("/e"), "ServerVersion", version);

        assertThat(GpuWay.of(info)).isEqualTo(way);
    }

    @Test
    void whereCdiIsOnAnywayItIsUsedIfItKnowsAGpu() {
        var gpu = Map.of("Source", "cdi", "ID", "nvidia.com/gpu=GPU-7");

        assertThat(GpuWay.of(knowing(gpu))).isEqualTo(GpuWay.CDI);
        assertThat(GpuWay.of(knowing(Map.of("Source", "cdi", "ID", "vendor.com/net=0"))))
                .isEqualTo(GpuWay.NVIDIA);
        assertThat(GpuWay.of(knowing())).isEqualTo(GpuWay.NVIDIA);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "could not select device driver \"nvidia\" with capabilities: [[gpu]]|install the",
                "CDI device injection failed: unresolvable CDI devices nvidia.com/gpu=G|nvidia-ctk",
                "nvidia-container-cli: device error: G: unknown device: unknown|knows no GPU G",
                "nvidia-container-cli: initialization error: nvml error: driver not loaded|is not"
                        + " loaded",
                "nvidia-container-cli: mount error: something new|could not give GPU G"
            })
    void everyRefusalSaysWhatToDo(String engine, String advice) {
        var failure =
                GpuRefusal.explain(new GpuRequest(List.of("G")), new SandboxException(engine));

        assertThat(failure)
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining(advice);
    }

    @Test
    void whatIsNotAboutGpusStaysAsItIs() {
        var other = new SandboxException("no space left on device");

        assertThat(GpuRefusal.explain(new GpuRequest(List.of("G")), other)).isSameAs(other);
    }
}
