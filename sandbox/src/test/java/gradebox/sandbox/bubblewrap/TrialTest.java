package gradebox.sandbox.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.EngineUnavailableException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TrialTest {
    private static Process shell(String command) throws Exception {
        return new ProcessBuilder("sh", "-c", command).redirectErrorStream(true).start();
    }

    private static Trial trial(boolean root) {
        return new Trial(new BubblewrapHost(root, Path.of("/run"), Optional.empty(), new byte[0]));
    }

    @Test
    void triesAUserOfTheRangeThatSandboxesHave() {
        assertThat(trial(true).argv()).containsSubsequence("--reuid", "1734476776");
        assertThat(trial(false).argv()).doesNotContain("setpriv");
    }

    @Test
    void whatHangsEndsTheTrialInTime() throws Exception {
        var hanging = shell("echo before; sleep 60");

        assertThatThrownBy(() -> Trial.judge(hanging, Duration.ofMillis(500)))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("before (no end within 0 s)");
        assertThat(hanging.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatIsLeftHoldingItsOutputKeepsNobodyWaiting() throws Exception {
        var process = shell("sleep 20 & exit 0");
        long started = System.nanoTime();
        Trial.judge(process, Duration.ofSeconds(10));

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void aUserThatAContainerDoesNotHaveIsToldApart() throws Exception {
        var refused = shell("echo 'setpriv: setresuid failed: Invalid argument' >&2; exit 1");

        assertThatThrownBy(() -> Trial.judge(refused, Duration.ofSeconds(10)))
                .hasMessageContaining("too few user ids");
    }
}
