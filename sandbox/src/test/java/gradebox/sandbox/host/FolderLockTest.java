package gradebox.sandbox.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FolderLockTest {
    @TempDir private Path folder;

    private Process holder() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        var classes = System.getProperty("java.class.path");
        var main = HoldsAFolder.class.getName();
        var process = new ProcessBuilder(java, "-cp", classes, main, folder.toString()).start();
        assertThat(process.inputReader().readLine()).isEqualTo("held");
        return process;
    }

    private boolean waits(Future<?> taking) throws Exception {
        try {
            taking.get(300, TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        }
    }

    private FolderLock take() throws Exception {
        try (var lock = FolderLock.of(folder)) {
            return lock;
        }
    }

    @Test
    void isHeldAgainstOtherProcessesUntilTheyDie() throws Exception {
        var other = holder();
        try (var pool = Executors.newSingleThreadExecutor()) {
            var taking = pool.submit(this::take);
            assertThat(waits(taking)).isTrue();

            other.destroyForcibly().waitFor();

            assertThat(taking.get()).isNotNull();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    @SuppressWarnings("try") // held, not used
    void isHeldAgainstOtherThreadsAndThenAgainstProcessesStill() throws Exception {
        try (var pool = Executors.newFixedThreadPool(2)) {
            Future<?> thread;
            Future<Process> process;
            try (var held = FolderLock.of(folder)) {
                thread = pool.submit(this::take);
                assertThat(waits(thread)).isTrue();
                process = pool.submit(this::holder);
                assertThat(waits(process)).isTrue();
                Thread.sleep(1000); // it has started by now, and waits
                assertThat(process.isDone()).isFalse();
            }
            thread.get();
            process.get().destroyForcibly().waitFor();
        }
    }

    @Test
    void whoeverWaitsCanBeInterrupted() throws Exception {
        var other = holder();
        try {
            Thread.currentThread().interrupt();
            assertThatThrownBy(this::take).isInstanceOf(InterruptedException.class);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(take()).isNotNull();
    }
}
