package gradebox.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.host.OomKills;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryCountersTest {

    @Test
    void findsTheCounterOfTheFirstVersionOfControlGroups() {
        assertThat(MemoryCounters.counter("4:memory:/docker/abc", "abc"))
                .isEqualTo("/sys/fs/cgroup/memory/docker/abc/memory.oom_control");
        assertThat(MemoryCounters.counter("3:cpu:/docker/abc", "abc")).isEmpty();
    }

    @Test
    void findsTheCounterOfTheSecondVersion() {
        assertThat(MemoryCounters.counter("0::/system.slice/docker-abc.scope", "abc"))
                .isEqualTo("/sys/fs/cgroup/system.slice/docker-abc.scope/memory.events");
    }

    @Test
    void looksAwayFromAnyOtherProcess() {
        assertThat(MemoryCounters.counter("0::/user.slice/firefox.scope", "abc")).isEmpty();
        assertThat(MemoryCounters.counter("0::/../../docker-abc.scope", "abc")).isEmpty();
        assertThat(MemoryCounters.counter("nonsense", "abc")).isEmpty();
    }

    @Test
    void readsTheNumberOfKills() {
        var first = List.of("oom_kill_disable 0", "under_oom 0", "oom_kill 2");
        var second = List.of("low 0", "oom 1", "oom_kill 3", "oom_group_kill 0");

        assertThat(OomKills.in(first)).hasValue(2);
        assertThat(OomKills.in(second)).hasValue(3);
        assertThat(OomKills.in(List.of("oom 1"))).isEmpty();
    }
}
