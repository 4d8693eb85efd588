package gradebox.sandbox.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.DeadlineException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessStreamsTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private static Process start(String... command) throws Exception {
        return new ProcessBuilder(command).start();
    }

    @Test
    void whatIsSentComesBackUpToTheEnd() throws Exception {
        var process = start("cat");
        try (var streams = new ProcessStreams("cat", process)) {
            var deadline = Deadline.after(LONG);
            streams.send(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8)), deadline);
            streams.closeInput();
            streams.awaitEnd(LONG);
            var back = ByteBuffer.allocate(10);

            assertThat(streams.output().take(back, deadline)).isEqualTo(5);
            assertThat(streams.output().take(back, deadline)).isEqualTo(-1);
        }
    }

    @Test
    void aProcessThatTakesNothingIsNotWaitedForForever() throws Exception {
        var process = start("sleep", "60");
        try (var streams = new ProcessStreams("sleep", process)) {
            var soon = Deadline.after(Duration.ofMillis(200));

            assertThatThrownBy(() -> streams.send(ByteBuffer.allocate(1 << 22), soon))
                    .isInstanceOf(DeadlineException.class);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void whatAProcessThatIsGoneWouldHaveReadIsDropped() throws Exception {
        var process = start("true");
        try (var streams = new ProcessStreams("true", process)) {
            process.waitFor();
            var left = ByteBuffer.allocate(1 << 22);
            streams.send(left, Deadline.after(LONG));

            assertThat(left.hasRemaining()).isFalse();
        }
    }
}
