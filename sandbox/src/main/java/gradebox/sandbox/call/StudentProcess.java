package gradebox.sandbox.call;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import gradebox.sandbox.Deadline;
import gradebox.sandbox.DeadlineException;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keep a process at hand that answers for one submission. Each {@link Session} runs in a child of
 * its own, forked from a process that has imported nothing but the preloaded libraries; a session
 * that ends badly takes its whole sandbox with it, and the next one gets a fresh one. One thread at
 * a time.
 */
public final class StudentProcess implements AutoCloseable {
    /**
     * How long Python may take to start and to import what is preloaded, before any student byte.
     */
    private static final Duration START = Duration.ofSeconds(60);

    private static final int MOST_LOG = 64 << 10;
    private static final int IDLE_BYTES = 1 << 16;

    private final SandboxFactory factory;
    private final SandboxSpec spec;
    private final StudentModule module;
    private final CallCaps caps;
    private final Deadline overall;
    private final StringBuilder log = new StringBuilder();
    private @Nullable Sandbox sandbox;
    private @Nullable FrameChannel channel;
    private @Nullable Session shared;
    private long lastNumber;
    private int opened;

    /**
     * Prepare; nothing is started before the first session.
     *
     * @param spec the sandbox, with the submission and the runtime folder mounted where {@link
     *     CallResources} says
     * @param overall when all of the submission's checks must have ended
     */
    public StudentProcess(
            SandboxFactory factory,
            SandboxSpec spec,
            StudentModule module,
            CallCaps caps,
            Deadline overall) {
        this.factory = factory;
        this.spec = spec;
        this.module = module;
        this.caps = caps;
        this.overall = overall;
    }

    /**
     * Begin a check.
     *
     * @param limit how long the session may last; every request in it is bounded by this
     * @throws CallFailure if the time for all checks is used up, or the process does not even fork
     * @throws SandboxException if the engine fails, or the image lacks Python or a preloaded module
     */
    public Session begin(Duration limit)
            throws SandboxException, CallFailure, InterruptedException {
        if (overall.passed()) {
            throw new CallFailure(
                    CallFailure.Kind.TIMED_OUT,
                    "the time for all of the checks together was used up");
        }
        var deadline = Deadline.after(limit).orSooner(overall);
        if (shared != null && shared.renew(deadline)) {
            return shared;
        }
        if (sandbox == null) {
            start();
        }
        var session =
                new Session(
                        this,
                        Objects.requireNonNull(sandbox),
                        Objects.requireNonNull(channel),
                        caps,
                        deadline,
                        module.shared());
        session.start();
        shared = module.shared() ? session : null;
        return session;
    }

    private void start() throws SandboxException, InterruptedException {
        opened++;
        var fresh =
                factory.open(
                        spec.named(spec.name() + "-" + opened), CallResources.studentEnd(module));
        var frames = new FrameChannel(fresh, caps);
        sandbox = fresh;
        channel = frames;
        try {
            fresh.allow(IDLE_BYTES);
            greet(frames);
        } catch (ProtocolException | FrameChannel.EndOfStream | DeadlineException e) {
            String written = fresh.log().strip();
            drop();
            throw new SandboxException(
                    "Python did not start in the sandbox"
                            + (written.isEmpty() ? "" : ": " + written),
                    e);
        }
    }

    private static void greet(FrameChannel frames)
            throws SandboxException,
                    ProtocolException,
                    FrameChannel.EndOfStream,
                    DeadlineException,
                    InterruptedException {
        var hello = frames.receive(Deadline.after(START));
        if (hello.type() != FrameType.HELLO) {
            throw new ProtocolException("no greeting");
        }
        var missing = hello.header().path("missing");
        if (!missing.isEmpty()) {
            throw new SandboxException(
                    "the image has no module "
                            + missing.path(0).asText()
                            + ", which the assignment preloads");
        }
    }

    long nextNumber() {
        return ++lastNumber;
    }

    /** Throw the sandbox away: what ran in it is not to be trusted with another check. */
    void drop() {
        var old = sandbox;
        if (old != null) {
            keepLog(old);
            sandbox = null;
            channel = null;
            old.close();
        }
    }

    private void keepLog(Sandbox from) {
        String written = from.log();
        int room = MOST_LOG - log.length();
        if (room > 0) {
            log.append(written, 0, Math.min(room, written.length()));
        }
    }

    /** Return what the student's processes wrote to their standard output and error, capped. */
    public String log() {
        var open = sandbox;
        return open == null ? log.toString() : log + open.log();
    }

    /** Return how many sandboxes were needed so far. */
    public int sandboxesOpened() {
        return opened;
    }

    @Override
    public void close() {
        drop();
    }

    static Frame request(FrameType type, long number, UUID nonce) {
        return new Frame(type, number, nonce, JsonNodeFactory.instance.objectNode(), List.of());
    }
}
