package gradebox.sandbox.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.Mount;
import gradebox.sandbox.PostureProbe;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Trait;
import gradebox.sandbox.gpu.DriverFiles;
import gradebox.sandbox.gpu.HostGpus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device node and a library in a real sandbox; the kernel's log stands for a GPU. */
class BubblewrapGpuIT {
    private static final String NODE = "/dev/kmsg";
    private static final String LOOK =
            "test -c %s && echo there; test -w /nvidia/libcuda.so.1 && echo writable; cat /nvidia/libcuda.so.1; echo $CUDA_VISIBLE_DEVICES"
                    .formatted(NODE);

    @TempDir private Path folder;
    private SandboxFactory sandboxes;
    private Image image;

    @BeforeEach
    void open() throws Exception {
        var library = Files.writeString(folder.resolve("libcuda.so.550"), "pretended\n");
        var files =
                new DriverFiles(
                        Map.of("GPU-7", List.of(Path.of(NODE))),
                        List.of(),
                        List.of("libcuda.so.1 (libc6,x86-64) => " + library));
        var engine = BubblewrapEngine.connect(System.getenv());
        image = UnpackedCourseImage.of(engine);
        sandboxes = engine.sandboxes(new HostGpus(() -> files));
    }

    @AfterEach
    void close() {
        sandboxes.close();
    }

    private SandboxSpec asking(String... devices) {
        var gpu = new GpuRequest(List.of(devices));
        return new SandboxSpec("gpu", image, Limits.DEFAULT, gpu, List.of(), Map.of());
    }

    private String seenWith(String... devices) throws Exception {
        var argv = List.of("sh", "-c", LOOK);
        var result = sandboxes.run(asking(devices), argv, Duration.ofSeconds(60), 1 << 12);
        return new String(result.output(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void aSandboxSeesItsDevicesNodeAndTheDriversLibraries() throws Exception {
        assertThat(seenWith("GPU-7")).isEqualTo("there\npretended\nGPU-7");
    }

    @Test
    void aSandboxThatAsksForNoneSeesNeither() throws Exception {
        assertThat(seenWith()).isEmpty();
    }

    @Test
    void aSandboxWithADeviceIsWhatItPromises() throws Exception {
        var probe = new PostureProbe(sandboxes);
        var gpu = new GpuRequest(List.of("GPU-7"));
        var mounts = List.of(new Mount(folder.toRealPath(), "/given"));

        assertThat(probe.demand(image, gpu, mounts).traits())
                .containsEntry(Trait.DEVICES, NODE)
                .containsEntry(Trait.WRITABLE, "/dev/mqueue /dev/shm /tmp /work");
        assertThat(probe.demand(image).traits()).containsEntry(Trait.DEVICES, "the usual");
    }

    @Test
    void aDeviceThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> sandboxes.open(asking("GPU-9"), List.of("true")))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("no device nodes for GPU GPU-9");
    }
}
