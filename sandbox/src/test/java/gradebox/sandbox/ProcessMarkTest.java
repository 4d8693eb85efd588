package gradebox.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessMarkTest {
    private final ProcessMark self = ProcessMark.ofThisProcess();

    @Test
    void theLivingAreNotOutlived() {
        assertThat(self.outlived(ProcessMark.ofThisProcess())).isFalse();
    }

    @Test
    void theStartIsCountedByNoClockThatCanBeSet() throws Exception {
        // ticks since the machine's start, and no date: /proc/stat's btime moves with the clock
        long ticks = Long.parseLong(self.started());
        double up = uptimeSeconds();

        assertThat(ticks / 100.0).isPositive().isLessThanOrEqualTo(up);
    }

    @Test
    void aProcessThatHasEndedIsOutlived() throws Exception {
        var child = new ProcessBuilder("sleep", "60").start();
        var mark = mark(child.pid());
        assertThat(self.outlived(mark)).isFalse();

        child.destroyForcibly().waitFor();

        assertThat(self.outlived(mark)).isTrue();
    }

    @Test
    void aZombieIsOutlived() throws Exception {
        // the shell starts one process and becomes another, which waits for nobody
        var shell = new ProcessBuilder("sh", "-c", "sleep 0.2 & echo $!; exec sleep 60").start();
        try (var out = shell.inputReader()) {
            var mark = mark(Long.parseLong(out.readLine()));
            for (int i = 0; i < 500 && !self.outlived(mark); i++) {
                Thread.sleep(10);
            }

            assertThat(ProcessHandle.of(mark.pid())).isPresent();
            assertThat(self.outlived(mark)).isTrue();
        } finally {
            shell.destroyForcibly();
        }
    }

    /** Name another process as it would name itself. */
    private ProcessMark mark(long pid) throws Exception {
        var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        var started = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
        return new ProcessMark(pid, started, self.boot(), self.space());
    }

    private static double uptimeSeconds() throws Exception {
        var uptime = Files.readString(Path.of("/proc/uptime"));
        return Double.parseDouble(uptime.split(" ", -1)[0]);
    }
}
