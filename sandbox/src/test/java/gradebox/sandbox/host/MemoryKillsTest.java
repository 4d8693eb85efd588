package gradebox.sandbox.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.SandboxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryKillsTest {
    @TempDir private Path group;

    private Optional<MemoryKills> after(Map<String, String> files) throws Exception {
        for (var file : files.entrySet()) {
            Files.writeString(group.resolve(file.getKey()), file.getValue());
        }
        return MemoryKills.in(group);
    }

    @Test
    void theSecondVersionTellsTheLimitsKillsFromOthers() throws Exception {
        String file = "memory.events";

        assertThat(after(Map.of(file, "low 0\nhigh 0\nmax 9\noom 1\noom_kill 0\n")))
                .contains(MemoryKills.NONE);
        assertThat(after(Map.of(file, "low 0\nhigh 0\nmax 9\noom 1\noom_kill 3\n")))
                .contains(MemoryKills.OWN);
        assertThat(after(Map.of(file, "low 0\nhigh 0\nmax 0\noom 0\noom_kill 1\n")))
                .contains(MemoryKills.MACHINE);
    }

    @Test
    void theFirstVersionToldByWhetherTheLimitWasEverHit() throws Exception {
        String kills = "memory.oom_control";
        String none = "oom_kill_disable 0\nunder_oom 0\noom_kill 0\n";
        String one = "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n";

        assertThat(after(Map.of(kills, none, "memory.failcnt", "7\n"))).contains(MemoryKills.NONE);
        assertThat(after(Map.of(kills, one, "memory.failcnt", "7\n"))).contains(MemoryKills.OWN);
        assertThat(after(Map.of(kills, one, "memory.failcnt", "0\n")))
                .contains(MemoryKills.MACHINE);
        assertThat(after(Map.of("memory.memsw.failcnt", "1\n"))).contains(MemoryKills.OWN);
    }

    @Test
    void aGroupWithoutCountersTellsNothing() throws Exception {
        assertThat(MemoryKills.in(group)).isEmpty();
    }

    @Test
    void theMachinesWantIsNobodysFault() throws Exception {
        assertThat(MemoryKills.NONE.isOwn()).isFalse();
        assertThat(MemoryKills.OWN.isOwn()).isTrue();
        assertThatThrownBy(MemoryKills.MACHINE::isOwn)
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("the machine ran short of memory");
    }

    @Test
    void theKernelsLogTellsWhoseLimitItWas() {
        // as the kernel writes it: at a limit, for want of any on the machine, at a parent's limit
        var own =
                "[36935.2] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/docker/abc,task_memcg=/docker/abc,task=python3,pid=17032,uid=10001";
        var global =
                "[36936.0] oom-kill:constraint=CONSTRAINT_NONE,nodemask=(null),cpuset=/,mems_allowed=0,global_oom,task_memcg=/docker/abc,task=python3,pid=17033,uid=10001";
        var parent =
                "[36937.5] oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/docker,task_memcg=/docker/abc,task=python3,pid=17034,uid=10001";

        assertThat(KernelLog.kills(List.of(own), "abc")).isEqualTo(MemoryKills.OWN);
        assertThat(KernelLog.kills(List.of(global), "abc")).isEqualTo(MemoryKills.MACHINE);
        assertThat(KernelLog.kills(List.of(parent), "abc")).isEqualTo(MemoryKills.MACHINE);
        assertThat(KernelLog.kills(List.of(global, own), "abc")).isEqualTo(MemoryKills.OWN);
        assertThat(KernelLog.kills(List.of(own, global), "def")).isEqualTo(MemoryKills.NONE);
    }
}
