package gradebox.sandbox.bubblewrap;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Limits;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.host.ControlGroupMounts;
import gradebox.sandbox.host.ControlGroups;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Sandboxes within a limit of their own on a machine that has less: a group around theirs stands
 * for it, since the kernel does the same there. Needs root.
 */
@Timeout(120)
class ShortMachineIT {
    private static final long MB = 1 << 20;

    @Test
    void wantOfMemoryThatIsTheMachinesIsNoVerdict() throws Exception {
        var groups = ControlGroupMounts.ofThisProcess().usable(true).orElseThrow();
        var small = new TreeMap<String, Path>();
        groups.parents().forEach((name, at) -> small.put(name, at.resolve("test-" + ownNumber())));
        try {
            for (var folder : new HashSet<>(small.values())) {
                Files.createDirectory(folder);
            }
            bound(Objects.requireNonNull(small.get("memory")), groups.unified());
            hog(new ControlGroups(small, groups.unified()));
        } finally {
            for (var folder : new HashSet<>(small.values())) {
                Files.deleteIfExists(folder);
            }
        }
    }

    private static long ownNumber() {
        return ProcessHandle.current().pid();
    }

    private static void bound(Path group, boolean unified) throws Exception {
        var file = unified ? "memory.max" : "memory.limit_in_bytes";
        Files.writeString(group.resolve(file), "" + 128 * MB);
        if (unified) {
            Files.writeString(group.resolve("cgroup.subtree_control"), "+memory +pids +cpu");
        }
    }

    private static void hog(ControlGroups groups) throws Exception {
        var engine = BubblewrapEngine.connect(HostFolders.of(System.getenv()), Optional.of(groups));
        var image = UnpackedCourseImage.of(engine);
        var limits = new Limits(1, 1024 * MB, 64, 16 * MB, Duration.ofSeconds(60));
        var spec = new SandboxSpec("hog", image, limits, GpuRequest.NONE, List.of(), Map.of());
        var hog = List.of("python3", "-c", "x = b'x' * (400 << 20)");
        try (var sandboxes = engine.sandboxes()) {
            assertThatThrownBy(() -> sandboxes.run(spec, hog, Duration.ofSeconds(50), 1000))
                    .isInstanceOf(SandboxException.class)
                    .hasMessageContaining("the machine ran short of memory");
        }
    }
}
