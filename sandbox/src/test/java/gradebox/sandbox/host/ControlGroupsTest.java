package gradebox.sandbox.host;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Control groups on plain folders; real ones are in the integration tests. */
class ControlGroupsTest {
    private static final Limits LIMITS =
            new Limits(1.5, 1 << 20, 64, 1 << 20, Duration.ofMinutes(1));

    @TempDir private Path folder;

    @Test
    void versionOneHasAFolderForEachController() {
        var groups =
                new ControlGroups(
                        Map.of(
                                "memory",
                                Path.of("/m"),
                                "pids",
                                Path.of("/p"),
                                "cpu",
                                Path.of("/c")),
                        false);

        assertThat(groups.settings("slot-3", LIMITS, 1.5))
                .containsExactly(
                        Map.entry(Path.of("/m/slot-3/memory.limit_in_bytes"), "1048576"),
                        Map.entry(Path.of("/c/slot-3/cpu.cfs_period_us"), "100000"),
                        Map.entry(Path.of("/c/slot-3/cpu.cfs_quota_us"), "150000"),
                        Map.entry(Path.of("/p/slot-3/pids.max"), "64"));
        assertThat(groups.existing("slot-3").doors())
                .containsExactlyInAnyOrder(
                        Path.of("/m/slot-3/cgroup.procs"),
                        Path.of("/p/slot-3/cgroup.procs"),
                        Path.of("/c/slot-3/cgroup.procs"));
    }

    @Test
    void versionTwoHasOneFolder() throws Exception {
        var groups = new ControlGroups(ControlGroups.all(folder), true);
        var group = groups.make("slot-0", LIMITS, 0.25);

        assertThat(group.doors()).containsExactly(folder.resolve("slot-0/cgroup.procs"));
        assertThat(folder.resolve("slot-0/memory.max")).hasContent("1048576");
        assertThat(folder.resolve("slot-0/cpu.max")).hasContent("25000 100000");
        assertThat(folder.resolve("slot-0/pids.max")).hasContent("64");
    }

    @Test
    void swapIsShutWhereItIsCounted() throws Exception {
        Files.createDirectories(folder.resolve("one"));
        Files.writeString(folder.resolve("one/memory.swap.max"), "max");
        var settings =
                new ControlGroups(ControlGroups.all(folder), true).settings("one", LIMITS, 1);

        assertThat(settings).containsEntry(folder.resolve("one/memory.swap.max"), "0");
    }

    @Test
    void countsWhomTheKernelKilled() throws Exception {
        var group = new ControlGroup(List.of(folder), folder, true);
        Files.writeString(folder.resolve("memory.events"), "oom 3\noom_kill 0\n");
        assertThat(group.ranOutOfMemory()).isFalse();
        Files.writeString(folder.resolve("memory.events"), "oom 3\noom_kill 1\n");
        assertThat(group.ranOutOfMemory()).isTrue();
    }

    @Test
    void aGroupThatIsGoneHasEnded() throws Exception {
        var group = new ControlGroup(List.of(folder.resolve("gone")), folder.resolve("gone"), true);
        var deadline = Deadline.after(Duration.ofSeconds(5));
        group.end(deadline);
        group.remove(deadline);

        assertThat(deadline.passed()).isFalse();
    }
}
