package gradebox.sandbox.call;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.DeadlineException;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Termination;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Stands for a student's end that may write anything at all. The script is handed each frame that
 * arrives, as bytes, and returns what is written back.
 */
final class ScriptedSandbox implements Sandbox {
    private final Function<byte[], byte[]> script;
    private final ByteArrayOutputStream request = new ByteArrayOutputStream();
    private ByteBuffer written;
    private boolean outOfMemory;
    private boolean closed;
    private boolean ended;
    private boolean broken;

    ScriptedSandbox(byte[] greeting, Function<byte[], byte[]> script) {
        this.written = ByteBuffer.wrap(greeting);
        this.script = script;
    }

    /** Write this at once, as a thread in the background would. */
    void write(byte[] bytes) {
        var all = ByteBuffer.allocate(written.remaining() + bytes.length);
        written = all.put(written).put(bytes).flip();
    }

    void runOutOfMemory() {
        outOfMemory = true;
    }

    void end() {
        ended = true;
    }

    /** Fail as an engine does that has gone. */
    void breakDown() {
        broken = true;
    }

    boolean closed() {
        return closed;
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public void send(ByteBuffer bytes, Deadline deadline) {
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        request.writeBytes(copy);
        var whole = request.toByteArray();
        if (whole.length == Wire.length(whole)) {
            request.reset();
            write(script.apply(whole));
        }
    }

    @Override
    public void closeInput() {}

    @Override
    public int receive(ByteBuffer into, Deadline deadline)
            throws DeadlineException, SandboxException {
        if (broken) {
            throw new SandboxException("the engine has gone");
        }
        if (!written.hasRemaining()) {
            if (ended) {
                return -1;
            }
            throw new DeadlineException();
        }
        int count = Math.min(into.remaining(), written.remaining());
        into.put(written.slice().limit(count));
        written.position(written.position() + count);
        return count;
    }

    @Override
    public int unread() {
        return written.remaining();
    }

    @Override
    public void allow(int bytes) {}

    @Override
    public boolean overflowed() {
        return false;
    }

    @Override
    public String log() {
        return "";
    }

    @Override
    public boolean ranOutOfMemory() {
        return outOfMemory;
    }

    @Override
    public Optional<Termination> await(Deadline deadline) {
        return Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
    }

    /** Opens this one sandbox, and no second. */
    SandboxFactory factory() {
        return new SandboxFactory() {
            @Override
            public String engine() {
                return "scripted";
            }

            @Override
            public Sandbox open(SandboxSpec spec, List<String> argv) {
                return ScriptedSandbox.this;
            }

            @Override
            public void close() {}
        };
    }
}
