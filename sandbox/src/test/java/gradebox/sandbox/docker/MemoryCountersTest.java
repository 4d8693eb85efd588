package gradebox.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryCountersTest {

    @Test
    void findsTheCounterOfTheFirstVersionOfControlGroups() {
        assertThat(MemoryCounters.group("4:memory:/docker/abc", "abc"))
                .isEqualTo("/sys/fs/cgroup/memory/docker/abc");
        assertThat(MemoryCounters.group("3:cpu:/docker/abc", "abc")).isEmpty();
    }

    @Test
    void findsTheCounterOfTheSecondVersion() {
        assertThat(MemoryCounters.group("0::/system.slice/docker-abc.scope", "abc"))
                .isEqualTo("/sys/fs/cgroup/system.slice/docker-abc.scope");
    }

    @Test
    void looksAwayFromAnyOtherProcess() {
        assertThat(MemoryCounters.group("0::/user.slice/firefox.scope", "abc")).isEmpty();
        assertThat(MemoryCounters.group("0::/../../docker-abc.scope", "abc")).isEmpty();
        assertThat(MemoryCounters.group("nonsense", "abc")).isEmpty();
    }
}
