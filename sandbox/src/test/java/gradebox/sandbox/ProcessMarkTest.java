package gradebox.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void whoCannotSeeItselfJudgesNobody() {
        var blind = new ProcessMark(self.pid(), "unknown", self.place());

        assertThat(blind.outlived(new ProcessMark(1L << 40, "1", self.place()))).isFalse();
        assertThat(self.outlived(new ProcessMark(1L << 40, "1", self.place()))).isTrue();
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

    /** A number that no process has. */
    private ProcessMark gone(ProcessPlace place) {
        return new ProcessMark(4_194_305, "1", place);
    }

    @Test
    void whoeverStartedBeforeTheMachineDidIsOutlived() {
        var here = self.place();
        var before = new ProcessPlace(here.machine(), "past", here.space(), here.user());

        assertThat(self.outlived(gone(before))).isTrue();
    }

    @Test
    void whoeverIsOnAnotherMachineMayLive() {
        var here = self.place();
        var there = new ProcessPlace("other@node2", "other", here.space(), here.user());
        var copied = new ProcessPlace("other@node2", here.boot(), here.space(), here.user());
        var untold = new ProcessPlace("", "other", here.space(), here.user());

        assertThat(self.outlived(gone(there))).isFalse();
        assertThat(self.outlived(gone(copied))).isFalse();
        assertThat(self.outlived(gone(untold))).isFalse();
    }

    @Test
    void whoeverIsHiddenMayLive() {
        // what a kernel wrote for mount -t proc -o hidepid=…
        var usual = "46 44 0:21 / /proc rw,relatime - proc proc rw";
        var hiding = "67 46 0:39 / /proc rw,relatime - proc proc rw,gid=7,hidepid=invisible";
        var older = "67 46 0:39 / /proc rw,nosuid,relatime shared:12 - proc proc rw,hidepid=2";
        var off = "67 46 0:39 / /proc rw,relatime - proc proc rw,hidepid=off";
        var elsewhere = "67 46 0:39 / /jail/proc rw - proc proc rw,hidepid=2";

        assertThat(ProcessPlace.hidesOthers(List.of(usual, off, elsewhere))).isFalse();
        assertThat(ProcessPlace.hidesOthers(List.of(usual, hiding))).isTrue();
        assertThat(ProcessPlace.hidesOthers(List.of(older))).isTrue();

        var here = new ProcessPlace("m", "b", "s", "1000");
        var other = new ProcessPlace("m", "b", "s", "1001");
        assertThat(here.sees(other, List.of(usual))).isTrue();
        assertThat(here.sees(other, List.of(hiding))).isFalse();
        assertThat(here.sees(here, List.of(hiding))).isTrue();
        assertThat(new ProcessPlace("m", "b", "s", "0").sees(other, List.of(hiding))).isTrue();
    }

    /** Name another process as it would name itself. */
    private ProcessMark mark(long pid) throws Exception {
        var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        var started = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
        return new ProcessMark(pid, started, self.place());
    }

    private static double uptimeSeconds() throws Exception {
        var uptime = Files.readString(Path.of("/proc/uptime"));
        return Double.parseDouble(uptime.split(" ", -1)[0]);
    }
}
