package gradebox.run;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkersTest {

    @Test
    void fillsTheProcessors() {
        assertThat(new Workers(8, 64L << 30).fitting(limits(1, 1L << 30), 0)).isEqualTo(8);
        assertThat(new Workers(8, 64L << 30).fitting(limits(2, 1L << 30), 0)).isEqualTo(4);
        assertThat(new Workers(2, 64L << 30).fitting(limits(0.5, 1L << 30), 0)).isEqualTo(4);
    }

    @Test
    void leavesEachSandboxItsMemory() {
        assertThat(new Workers(8, 4L << 30).fitting(limits(1, 2L << 30), 0)).isEqualTo(2);
    }

    @Test
    void gradesOneAtATimeOnASmallMachine() {
        assertThat(new Workers(1, 1L << 30).fitting(limits(4, 8L << 30), 0)).isEqualTo(1);
    }

    @Test
    void knowsThisMachine() {
        assertThat(Workers.ofThisMachine().memoryBytes()).isGreaterThan(64L << 20);
    }

    private static Limits limits(double cpus, long memory) {
        return new Limits(cpus, memory, 64, 1 << 20, Duration.ofMinutes(1));
    }

    @Test
    void countsTheGradersOwnSandbox() {
        assertThat(new Workers(8, 8L << 30).fitting(limits(1, 1L << 30), 1L << 30)).isEqualTo(4);
    }
}
