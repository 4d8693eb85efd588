package gradebox.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Termination;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Containers within a limit of their own on a machine that has less: a group around theirs stands
 * for it, since the kernel does the same there. Needs root.
 */
@Timeout(180)
class ShortMachineIT {
    private static final long MB = 1 << 20;
    private static final Path GROUPS = Path.of("/sys/fs/cgroup");
    private static final String HOG = "python3 -c \"x = b'x' * (400 << 20)\"";

    private final String group = "gbx-" + ProcessHandle.current().pid();

    @Test
    void wantOfMemoryThatIsTheMachinesIsNoVerdict() throws Exception {
        var folder = Files.createTempDirectory("gbm");
        try (var own =
                PrivateEngine.start(
                        folder,
                        Map.of(),
                        "--cgroup-parent=/" + group,
                        "--exec-opt=native.cgroupdriver=cgroupfs")) {
            try (var real = DockerEngine.connect(System.getenv())) {
                own.copySmall(CourseImage.of(real).name(), "small:1");
            }
            bound();
            try (var engine = DockerEngine.connect(own.environment());
                    var sandboxes = (DockerSandboxFactory) engine.sandboxes()) {
                var spec = spec(engine.images().present("small:1").orElseThrow());
                killsTheProgram(sandboxes, spec);
                killsAChild(sandboxes, spec);
            }
        } finally {
            remove();
        }
    }

    private static SandboxSpec spec(Image image) {
        var limits = new Limits(1, 1024 * MB, 64, 16 * MB, Duration.ofSeconds(60));
        return new SandboxSpec("hog", image, limits, GpuRequest.NONE, List.of(), Map.of());
    }

    private static void killsTheProgram(DockerSandboxFactory sandboxes, SandboxSpec spec)
            throws Exception {
        try (var sandbox =
                sandboxes.open(spec.asFirstProcess(), List.of("sh", "-c", "exec " + HOG))) {
            assertThat(sandbox.await(Deadline.after(Duration.ofSeconds(50))).orElseThrow())
                    .isInstanceOfSatisfying(
                            Termination.EngineLost.class,
                            lost -> assertThat(lost.what()).contains("the machine ran short"));
        }
    }

    private static void killsAChild(DockerSandboxFactory sandboxes, SandboxSpec spec)
            throws Exception {
        var argv = List.of("sh", "-c", HOG + "; echo over; sleep 60");
        try (var sandbox = sandboxes.open(spec, argv)) {
            sandbox.receive(ByteBuffer.allocate(9), Deadline.after(Duration.ofSeconds(50)));

            assertThatThrownBy(sandbox::ranOutOfMemory)
                    .isInstanceOf(SandboxException.class)
                    .hasMessageContaining("the machine ran short of memory");
        }
    }

    private void bound() throws Exception {
        var first = GROUPS.resolve("memory");
        var parent = Files.isDirectory(first) ? first.resolve(group) : GROUPS.resolve(group);
        Files.createDirectories(parent);
        var file = Files.isDirectory(first) ? "memory.limit_in_bytes" : "memory.max";
        Files.writeString(parent.resolve(file), "" + 128 * MB);
    }

    /** The engine makes it in every hierarchy. */
    private void remove() throws Exception {
        var below = GROUPS.toFile().list();
        for (var controller : below == null ? new String[0] : below) {
            Files.deleteIfExists(GROUPS.resolve(controller).resolve(group));
        }
        Files.deleteIfExists(GROUPS.resolve(group));
    }
}
