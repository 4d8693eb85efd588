package gradebox.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class OutputBufferTest {
    private final OutputBuffer output = new OutputBuffer();

    private static Deadline soon() {
        return Deadline.after(Duration.ofMillis(20));
    }

    @Test
    void givesBackWhatWasPutInWhateverThePieces() throws Exception {
        var random = new Random(3);
        var sent = new byte[1_000_000];
        random.nextBytes(sent);
        output.allow(sent.length);
        var back = ByteBuffer.allocate(sent.length);
        for (int at = 0; at < sent.length; ) {
            int length = Math.min(sent.length - at, 1 + random.nextInt(100_000));
            output.append(ByteBuffer.wrap(sent, at, length));
            at += length;
            var piece = ByteBuffer.allocate(1 + random.nextInt(150_000));
            output.take(piece, soon());
            back.put(piece.flip());
        }
        while (back.hasRemaining()) {
            output.take(back, soon());
        }

        assertThat(back.array()).isEqualTo(sent);
        assertThat(output.unread()).isZero();
    }

    @Test
    void keepsNothingBehindAHole() throws Exception {
        output.allow(3);
        output.append(ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
        var into = ByteBuffer.allocate(10);
        output.take(into, soon());
        output.append(ByteBuffer.wrap(new byte[] {5}));

        assertThat(into.position()).isEqualTo(3);
        assertThat(output.unread()).isZero();
        assertThat(output.overflowed()).isTrue();
    }

    @Test
    void lessMayBeAllowedThanIsThereAlready() throws Exception {
        output.append(ByteBuffer.allocate(1000));
        output.allow(100);
        output.append(ByteBuffer.allocate(1));

        assertThat(output.unread()).isEqualTo(1000);
        assertThat(output.overflowed()).isTrue();
    }

    @Test
    void waitsForItsOwnerToSayHowMuchIsAllowed() throws Exception {
        var appending =
                new FutureTask<>(
                        () -> {
                            output.append(ByteBuffer.allocate(1 << 20));
                            return "done";
                        });
        Thread.ofVirtual().start(appending);
        Thread.sleep(50);
        output.allow(1 << 20);

        assertThat(appending.get()).isEqualTo("done");
        assertThat(output.unread()).isEqualTo(1 << 20);
        assertThat(output.overflowed()).isFalse();
    }

    @Test
    void doesNotWaitForAnOwnerWhoNeverSays() throws Exception {
        output.append(ByteBuffer.allocate(1 << 20));

        assertThat(output.unread()).isEqualTo(1 << 16);
        assertThat(output.overflowed()).isTrue();
    }

    @Test
    void theEndComesAfterWhatIsLeft() throws Exception {
        output.append(ByteBuffer.wrap(new byte[] {7}));
        output.end();

        assertThat(output.take(ByteBuffer.allocate(5), soon())).isEqualTo(1);
        assertThat(output.take(ByteBuffer.allocate(5), soon())).isEqualTo(-1);
    }

    @Test
    void aDeadlinePassesWhereNothingComes() {
        assertThatThrownBy(() -> output.take(ByteBuffer.allocate(5), soon()))
                .isInstanceOf(DeadlineException.class);
    }
}
