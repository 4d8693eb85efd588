package gradebox.graders.pytest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.sandbox.Deadline;
import gradebox.sandbox.DeadlineException;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Termination;
import gradebox.sandbox.call.CallCaps;
import gradebox.sandbox.call.Frame;
import gradebox.sandbox.call.FrameChannel;
import gradebox.sandbox.call.FrameType;
import gradebox.sandbox.call.ProtocolException;
import java.time.Duration;
import java.util.List;

/** Talk to a process that runs a suite, in a sandbox of its own. */
final class SuiteProcess implements AutoCloseable {
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    /** How long Python and preloaded libraries may take to start. */
    private static final Duration START = Duration.ofSeconds(60);

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Sandbox sandbox;
    private final FrameChannel channel;

    private SuiteProcess(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.channel = new FrameChannel(sandbox, CallCaps.DEFAULT);
        var caps = CallCaps.DEFAULT;
        sandbox.allow(caps.headerBytes() + caps.payloadBytes());
    }

    /** Start one; {@link #greet} waits until it has started. */
    static SuiteProcess start(SandboxFactory factory, SandboxSpec spec, List<String> argv)
            throws SandboxException, InterruptedException {
        return new SuiteProcess(factory.open(spec, argv));
    }

    /**
     * Wait for Python to start.
     *
     * @throws SandboxException if the image lacks pytest or a preloaded module
     */
    void greet() throws SandboxException, InterruptedException {
        try {
            var hello = next(Deadline.after(START));
            var missing = hello.header().path("missing");
            if (hello.type() == FrameType.HELLO && missing.isEmpty()) {
                return;
            }
            throw new SandboxException(
                    "the image has no module "
                            + missing.path(0).asText()
                            + ", which a suite needs");
        } catch (SuiteLost lost) {
            throw new SandboxException(
                    "Python did not start in the suite's sandbox: " + log().strip(), lost);
        }
    }

    /**
     * Wait for what it says next.
     *
     * @throws SuiteLost if it says nothing by the deadline, or nothing any more
     */
    Frame next(Deadline deadline) throws SuiteLost, SandboxException, InterruptedException {
        try {
            var frame = channel.receive(deadline);
            if (frame.type() == FrameType.DIED) {
                throw lost(SuiteLost.Kind.ENDED, death(frame.header().path("status").asInt()));
            }
            return frame;
        } catch (DeadlineException e) {
            throw lost(SuiteLost.Kind.LATE, "it did not end in time");
        } catch (ProtocolException e) {
            throw lost(SuiteLost.Kind.GARBLED, "it wrote " + e.getMessage());
        } catch (FrameChannel.EndOfStream e) {
            throw lost(SuiteLost.Kind.ENDED, end());
        }
    }

    /** Answer a frame. */
    void answer(
            Frame request,
            FrameType type,
            ObjectNode header,
            List<byte[]> blocks,
            Deadline deadline)
            throws SuiteLost, SandboxException, InterruptedException {
        try {
            var answer = new Frame(type, request.number(), request.nonce(), header, blocks);
            channel.send(answer, deadline);
        } catch (DeadlineException e) {
            throw lost(SuiteLost.Kind.LATE, "it did not take an answer in time");
        }
    }

    /** Make the exception for a process that is not to be spoken to any more. */
    SuiteLost lost(SuiteLost.Kind kind, String message)
            throws SandboxException, InterruptedException {
        return sandbox.ranOutOfMemory()
                ? new SuiteLost(
                        SuiteLost.Kind.OUT_OF_MEMORY, "it used more memory than it may have")
                : new SuiteLost(kind, message);
    }

    private String end() throws SandboxException, InterruptedException {
        var termination = sandbox.await(Deadline.after(FAREWELL));
        if (termination.orElse(null) instanceof Termination.EngineLost lost) {
            throw new SandboxException(lost.what());
        }
        return termination.orElse(null) instanceof Termination.Signalled signalled
                ? death(-signalled.signal())
                : "its process ended by itself";
    }

    private static String death(int status) {
        return status < 0
                ? "its process was ended by signal " + -status
                : "its process ended by itself, with exit code " + status;
    }

    /** Give a process that is done the time to end: what it wrote may still be under way. */
    void awaitLastWords() throws SandboxException, InterruptedException {
        sandbox.await(Deadline.after(LAST_WORDS));
    }

    String log() {
        return sandbox.log();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
