package gradebox.sandbox.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine's file system as the driver leaves it, in a folder. */
class DriverFilesTest {
    private static final String CACHE =
            """
            1234 libs found in cache `/etc/ld.so.cache'
            \tlibnvidia-ptxjitcompiler.so.1 (libc6,x86-64) => /lib/x86_64-linux-gnu/libnvidia-ptxjitcompiler.so.1
            \tlibnvidia-ml.so.1 (libc6,x86-64) => /lib/x86_64-linux-gnu/libnvidia-ml.so.1
            \tlibnvidia-encode.so.1 (libc6,x86-64) => /lib/x86_64-linux-gnu/libnvidia-encode.so.1
            \tlibcudart.so.12 (libc6,x86-64) => /usr/local/cuda/lib64/libcudart.so.12
            \tlibcuda.so.1 (libc6,x86-64) => /lib/x86_64-linux-gnu/libcuda.so.1
            \tlibcuda.so.1 (libc6) => /lib/i386-linux-gnu/libcuda.so.1
            \tlibcuda.so (libc6,x86-64) => /lib/x86_64-linux-gnu/libcuda.so
            """;
    private static final GpuDevice WHOLE =
            new GpuDevice("GPU-aaaa", 0, "NVIDIA H100", 80L << 30, "550", null);
    private static final GpuDevice SLICE =
            new GpuDevice(
                    "MIG-1111",
                    1,
                    "NVIDIA H100",
                    10L << 30,
                    "550",
                    new GpuDevice.MigSlice("GPU-bbbb", 0, 9, 0));

    @TempDir private Path root;

    @BeforeEach
    void install() throws Exception {
        write(
                "proc/driver/nvidia/gpus/0000:4e:00.0/information",
                "Model: \t X\nGPU UUID: \t GPU-bbbb\nDevice Minor: \t 0\n");
        write(
                "proc/driver/nvidia/gpus/0000:5e:00.0/information",
                "Model: \t X\nGPU UUID: \t GPU-aaaa\nDevice Minor: \t 1\n");
        write(
                "proc/driver/nvidia/capabilities/gpu0/mig/gi9/access",
                "DeviceFileMinor: 84\nDeviceFileMode: 292\n");
        write("proc/driver/nvidia/capabilities/gpu0/mig/gi9/ci0/access", "DeviceFileMinor: 85\n");
        write("dev/nvidiactl", "");
        write("dev/nvidia-uvm", "");
        write("cache", CACHE);
        write("ldconfig", "#!/bin/sh\ncat %s/cache\n".formatted(root));
        assertThat(root.resolve("ldconfig").toFile().setExecutable(true)).isTrue();
    }

    private void write(String path, String text) throws Exception {
        var file = root.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    private DriverFiles found() throws Exception {
        var tool = new Tool(root.resolve("ldconfig").toString(), Duration.ofSeconds(10));
        return new DriverSearch(root, tool).find(List.of(WHOLE, SLICE));
    }

    private GpuFiles filesOf(String... devices) throws Exception {
        return found().filesOf(new GpuRequest(List.of(devices)));
    }

    @Test
    void theKernelSaysWhichNodeIsWhose() throws Exception {
        assertThat(filesOf("GPU-aaaa").devices())
                .containsExactly(
                        Path.of("/dev/nvidiactl"),
                        Path.of("/dev/nvidia-uvm"),
                        Path.of("/dev/nvidia1"));
    }

    @Test
    void aSliceHasItsInstancesNodesToo() throws Exception {
        assertThat(filesOf("MIG-1111").devices())
                .containsExactly(
                        Path.of("/dev/nvidiactl"),
                        Path.of("/dev/nvidia-uvm"),
                        Path.of("/dev/nvidia0"),
                        Path.of("/dev/nvidia-caps/nvidia-cap84"),
                        Path.of("/dev/nvidia-caps/nvidia-cap85"));
    }

    @Test
    void onlyTheDriversComputingLibrariesAreShown() throws Exception {
        var from = Path.of("/lib/x86_64-linux-gnu");

        assertThat(filesOf("GPU-aaaa").libraries())
                .containsExactly(
                        new Mount(
                                from.resolve("libnvidia-ptxjitcompiler.so.1"),
                                "/nvidia/libnvidia-ptxjitcompiler.so.1"),
                        new Mount(from.resolve("libnvidia-ml.so.1"), "/nvidia/libnvidia-ml.so.1"),
                        new Mount(from.resolve("libcuda.so.1"), "/nvidia/libcuda.so.1"));
    }

    @Test
    void aSandboxesSpecTakesThemUp() throws Exception {
        var spec =
                new SandboxSpec(
                        "s",
                        new Image("i", "sha256:1", ""),
                        Limits.DEFAULT,
                        new GpuRequest(List.of("GPU-aaaa")),
                        List.of(new Mount(Path.of("/srv"), "/submission")),
                        Map.of("COURSE", "x"));
        var with = filesOf("GPU-aaaa").addedTo(spec.asFirstProcess());

        assertThat(with.mounts()).hasSize(4).startsWith(spec.mounts().getFirst());
        assertThat(with.environment())
                .containsEntry("COURSE", "x")
                .containsEntry("LD_LIBRARY_PATH", "/nvidia")
                .containsEntry("CUDA_VISIBLE_DEVICES", "GPU-aaaa");
        assertThat(with.first()).isTrue();
    }

    @Test
    void whoAsksForNoneSeesNothing() throws Exception {
        assertThat(filesOf()).isEqualTo(GpuFiles.NONE);
    }

    @Test
    void whatIsMissingIsSaid() throws Exception {
        assertThatThrownBy(() -> filesOf("GPU-gone"))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("no device nodes for GPU GPU-gone");
        write("cache", "no libs found");
        assertThatThrownBy(() -> filesOf("GPU-aaaa"))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("libcuda.so.1 is not installed");
    }
}
