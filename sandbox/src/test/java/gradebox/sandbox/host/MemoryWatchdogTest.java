package gradebox.sandbox.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.SandboxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static final String SHARES =
            """
            import mmap, time
            shared = mmap.mmap(-1, 200 << 20)
            for at in range(0, 200 << 20, 4096):
                shared[at] = 1
            time.sleep(60)
            """;

    private static final String READS =
            """
            import mmap, sys, time
            with open(sys.argv[1], 'rb') as file:
                seen = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
            total = sum(seen[at] for at in range(0, len(seen), 4096))
            print('read', flush=True)
            time.sleep(60)
            """;

    private static final String KEEPS_A_FILE_IN_MEMORY =
            """
            import os, time
            file = os.memfd_create('hidden')
            for _ in range(3000):  # until it is killed: others may free some meanwhile
                os.write(file, b'x' * (1 << 20))
                time.sleep(0.001)
            time.sleep(60)
            """;

    private static final String LETS_GO_OF_SHARED_MEMORY =
            """
            import ctypes, time
            libc = ctypes.CDLL(None)
            libc.shmat.restype = ctypes.c_void_p
            libc.shmdt.argtypes = [ctypes.c_void_p]
            for _ in range(300):  # until it is killed: others may free some meanwhile
                at = libc.shmat(libc.shmget(0, 10 << 20, 0o1600), None, 0)
                ctypes.memset(at, 1, 10 << 20)
                libc.shmdt(at)
                time.sleep(0.01)
            time.sleep(60)
            """;

    private static Process python(String program, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("unshare", "--user", "--map-root-user", "--ipc"));
        command.addAll(List.of(System.getProperty("gradebox.python", "python3"), "-c", program));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    @Test
    void sharedMemoryIsHeld() throws Exception {
        var process = python(SHARES);
        var watchdog = new MemoryWatchdog(100L << 20, OptionalInt.empty());
        watchdog.began(process.toHandle(), process::destroyForcibly);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(watchdog.ranOutOfMemory()).isTrue();
        watchdog.end();
    }

    @Test
    void whatCanBeReadAgainIsNotHeld(@TempDir Path folder) throws Exception {
        var file = Files.write(folder.resolve("data"), new byte[200 << 20]);
        var process = python(READS, file.toString());
        var watchdog = new MemoryWatchdog(100L << 20, OptionalInt.empty());
        watchdog.began(process.toHandle(), process::destroyForcibly);
        try (var said = process.inputReader()) {
            assertThat(said.readLine()).isEqualTo("read");
            assertThat(ProcessTree.residentBytes(process.pid())).isGreaterThan(200L << 20);
            Thread.sleep(200); // some looks

            assertThat(process.isAlive()).isTrue();
            assertThat(watchdog.ranOutOfMemory()).isFalse();
        } finally {
            watchdog.end();
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {KEEPS_A_FILE_IN_MEMORY, LETS_GO_OF_SHARED_MEMORY})
    void whatNoProcessHasMappedEndsAtTheMachinesReserveAndIsNobodysFault(String program)
            throws Exception {
        long floor = MachineMemory.available() - (300L << 20);
        var process = python(program);
        var watchdog = new MemoryWatchdog(1L << 30, OptionalInt.empty(), floor);
        watchdog.began(process.toHandle(), process::destroyForcibly);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(watchdog::ranOutOfMemory)
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("the machine ran short of memory");
        watchdog.end();
    }

    @Test
    void aProcessAndItsMemoryAreSeen() {
        long self = ProcessHandle.current().pid();

        assertThat(ProcessTree.of(self)).startsWith(self);
        assertThat(ProcessTree.residentBytes(self)).isGreaterThan(10L << 20);
        assertThat(ProcessTree.heldBytes(self)).isGreaterThan(10L << 20);
        assertThat(ProcessTree.runs(self)).isTrue();
        assertThat(ProcessTree.runs(4_194_305)).isFalse();
    }
}
