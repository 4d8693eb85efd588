package gradebox.sandbox.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ControlGroupMountsTest {
    private static final List<String> FIRST =
            List.of(
                    "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct",
                    "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory",
                    "39 31 0:36 / /sys/fs/cgroup/pids rw shared:9 - cgroup cgroup rw,pids",
                    "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw");
    private static final List<String> SECOND =
            List.of("29 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate");

    @Test
    void findsEachControllerOfVersionOne() {
        var groups = new ControlGroupMounts(FIRST, List.of()).versionOne().orElseThrow();

        assertThat(groups.unified()).isFalse();
        assertThat(groups.parents())
                .isEqualTo(
                        Map.of(
                                "memory", Path.of("/sys/fs/cgroup/memory/gradebox"),
                                "pids", Path.of("/sys/fs/cgroup/pids/gradebox"),
                                "cpu", Path.of("/sys/fs/cgroup/cpu,cpuacct/gradebox")));
    }

    @Test
    void versionOneWithoutMemoryIsNotEnough() {
        var mounts = List.of(FIRST.get(0), FIRST.get(2));

        assertThat(new ControlGroupMounts(mounts, List.of()).versionOne()).isEmpty();
        assertThat(new ControlGroupMounts(SECOND, List.of()).versionOne()).isEmpty();
    }

    @Test
    void findsVersionTwo() {
        var mounts = new ControlGroupMounts(SECOND, List.of());

        assertThat(mounts.unifiedMount()).contains(Path.of("/sys/fs/cgroup"));
    }

    @Test
    void rootsGroupsLieAtTheTopAndAnOrdinaryUsersInItsOwn() {
        var mount = Path.of("/sys/fs/cgroup");
        var own = List.of("0::/user.slice/user-7.slice/run-1.scope");
        var moved = List.of("0::/user.slice/user-7.slice/run-1.scope/gradebox-itself");

        assertThat(new ControlGroupMounts(SECOND, own).base(mount, true)).isEqualTo(mount);
        for (var membership : List.of(own, moved)) {
            assertThat(new ControlGroupMounts(SECOND, membership).base(mount, false))
                    .isEqualTo(mount.resolve("user.slice/user-7.slice/run-1.scope"));
        }
        assertThat(
                        new ControlGroupMounts(SECOND, List.of("0::/gradebox-itself"))
                                .base(mount, false))
                .isEqualTo(mount);
    }
}
