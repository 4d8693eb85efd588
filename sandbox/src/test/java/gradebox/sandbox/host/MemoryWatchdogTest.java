package gradebox.sandbox.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryWatchdogTest {
    private static final String CHILD_HOLDS =
            """
            import os, sys, time
            if os.fork() == 0:
                kept = b'x' * (int(sys.argv[1]) << 20)
                time.sleep(60)
            os.wait()
            """;

    private static Process holding(int megabytes) throws Exception {
        String python = System.getProperty("gradebox.python", "python3");
        return new ProcessBuilder(python, "-c", CHILD_HOLDS, "" + megabytes).start();
    }

    @Test
    void killsATreeThatHoldsTooMuch() throws Exception {
        var process = holding(200);
        var watchdog = new MemoryWatchdog(100L << 20, OptionalInt.empty());
        watchdog.began(process.toHandle(), process::destroyForcibly);
        var child = process.descendants().findAny();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(watchdog.ranOutOfMemory()).isTrue();
        assertThat(watchdog.end()).isTrue();
        child.ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void leavesATreeAloneThatKeepsWithinItsLimit() throws Exception {
        var process = holding(20);
        var watchdog = new MemoryWatchdog(400L << 20, OptionalInt.empty());
        watchdog.began(process.toHandle(), process::destroyForcibly);

        assertThat(process.waitFor(1, TimeUnit.SECONDS)).isFalse();
        assertThat(watchdog.ranOutOfMemory()).isFalse();
        watchdog.end();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Test
    void aProcessAndItsMemoryAreSeen() {
        long self = ProcessHandle.current().pid();

        assertThat(ProcessTree.of(self)).startsWith(self);
        assertThat(ProcessTree.residentBytes(self)).isGreaterThan(10L << 20);
        assertThat(ProcessTree.proportionalBytes(self)).isGreaterThan(10L << 20);
        assertThat(ProcessTree.runs(self)).isTrue();
        assertThat(ProcessTree.runs(4_194_305)).isFalse();
    }
}
