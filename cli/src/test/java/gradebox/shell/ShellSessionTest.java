package gradebox.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.DeadlineException;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Termination;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ShellSessionTest {
    private static final SandboxSpec SPEC =
            new SandboxSpec(
                    "ada",
                    new Image("i", "sha256:1", ""),
                    Limits.DEFAULT,
                    GpuRequest.NONE,
                    List.of(),
                    Map.of());

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Optional<String> run(ScriptedRelay relay, InputStream in) throws Exception {
        return new ShellSession(relay, in, out).run(SPEC, "ada", false);
    }

    private static byte[] frame(char kind, String payload) {
        return new Frame(kind, payload.getBytes(StandardCharsets.UTF_8)).bytes().array();
    }

    private static InputStream typed(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void showsWhatIsHarmlessAndSaysThatItDid() throws Exception {
        var relay =
                new ScriptedRelay(
                        frame('t', "\0"), frame('o', "hello \033]0;x\007"), frame('o', "world\n"));

        assertThat(run(relay, InputStream.nullInputStream())).isEmpty();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("hello world\n");
        assertThat(relay.sent.toByteArray())
                .containsSequence(Frame.taken(12).bytes().array())
                .containsSequence(Frame.taken(6).bytes().array());
        assertThat(relay.closed).isTrue();
        assertThat(relay.spec.limits().wall()).isEqualTo(ShellSession.LIFE);
        assertThat(relay.command).contains("commands", "ada", "0");
    }

    @Test
    void sendsWhatIsPipedInAndItsEnd() throws Exception {
        var relay = new ScriptedRelay(frame('t', "\0"));
        relay.endsOnceSent = 8 + 2 * Frame.HEAD;

        assertThat(run(relay, typed("echo hi\n"))).isEmpty();

        assertThat(relay.sent.toByteArray())
                .isEqualTo(concat(frame('i', "echo hi\n"), frame('e', "")));
    }

    @Test
    void sendsNoMoreThanIsTaken() throws Exception {
        var much = "x".repeat(Wire.WINDOW + 100_000);
        var relay = new ScriptedRelay(frame('t', "\0"));
        relay.endsOnceSent = Wire.WINDOW - (1 << 13);

        assertThat(run(relay, typed(much))).isEmpty();

        assertThat(relay.sent.size()).isLessThan(Wire.WINDOW + Wire.WINDOW / 10);
    }

    @Test
    void whatIsNoFrameOfOursEndsIt() throws Exception {
        for (var forged :
                List.of(
                        "student's own words".getBytes(StandardCharsets.UTF_8),
                        new byte[] {'o', (byte) 0xff, 0, 0, 0},
                        new byte[] {'o', 0, 1, 0, 1, 'x'},
                        new byte[] {'o', 0, 0, 0, 9, 'x'},
                        frame('i', "typed"),
                        frame('t', "\1"))) {
            var relay = new ScriptedRelay(frame('t', "\0"), forged);

            assertThat(run(relay, InputStream.nullInputStream()))
                    .contains("something in the sandbox wrote into the shell's own stream");
            assertThat(relay.closed).isTrue();
        }
    }

    @Test
    void aShellThatTakesMoreThanItWasSentGetsNoMoreRoom() throws Exception {
        var relay =
                new ScriptedRelay(
                        frame('t', "\0"),
                        Frame.taken(Integer.MAX_VALUE).bytes().array(),
                        Frame.taken(Integer.MAX_VALUE).bytes().array(),
                        Frame.taken(-1).bytes().array());

        assertThat(run(relay, InputStream.nullInputStream())).isEmpty();
    }

    @Test
    void anEndIsToldInWords() throws Exception {
        assertThat(ended(new Termination.Exited(0))).isEmpty();
        assertThat(ended(new Termination.Exited(127)))
                .contains("its program ended with 127: timeout: no python3");
        assertThat(ended(new Termination.OutOfMemory())).contains("the sandbox ran out of memory");
        assertThat(ended(new Termination.TimedOut())).contains("its 12 hours are over");
        assertThat(ended(new Termination.Signalled(9))).contains("signal 9 ended it");
        assertThatThrownBy(() -> ended(new Termination.EngineLost("it went away")))
                .isInstanceOf(SandboxException.class)
                .hasMessage("it went away");
    }

    private Optional<String> ended(Termination end) throws Exception {
        var relay = new ScriptedRelay(frame('t', "\0"));
        relay.end = end;
        return run(relay, InputStream.nullInputStream());
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }

    /** A sandbox whose relay says what it is told to. */
    private static final class ScriptedRelay implements SandboxFactory, Sandbox {
        private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
        private final ByteBuffer said;
        private Termination end = new Termination.Exited(0);
        private SandboxSpec spec = SPEC;
        private List<String> command = List.of();
        private int endsOnceSent;
        private volatile boolean closed;

        ScriptedRelay(byte[]... frames) {
            var all = new ByteArrayOutputStream();
            for (var one : frames) {
                all.writeBytes(one);
            }
            said = ByteBuffer.wrap(all.toByteArray());
        }

        @Override
        public String engine() {
            return "scripted";
        }

        @Override
        public Sandbox open(SandboxSpec asked, List<String> argv) {
            spec = asked;
            command = argv;
            return this;
        }

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public void send(ByteBuffer bytes, Deadline deadline) {
            synchronized (sent) {
                while (bytes.hasRemaining()) {
                    sent.write(bytes.get());
                }
            }
        }

        @Override
        public void closeInput() {}

        @Override
        public int receive(ByteBuffer into, Deadline deadline)
                throws DeadlineException, InterruptedException {
            if (!said.hasRemaining()) {
                TimeUnit.MILLISECONDS.sleep(20);
                synchronized (sent) {
                    if (sent.size() < endsOnceSent) {
                        throw new DeadlineException();
                    }
                }
                return -1;
            }
            into.put(said.get()); // a byte at a time
            return 1;
        }

        @Override
        public int unread() {
            return said.remaining();
        }

        @Override
        public void allow(int bytes) {}

        @Override
        public boolean overflowed() {
            return false;
        }

        @Override
        public String log() {
            return "timeout: no python3\n\n";
        }

        @Override
        public boolean ranOutOfMemory() {
            return false;
        }

        @Override
        public Optional<Termination> await(Deadline deadline) {
            return Optional.of(end);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
