package gradebox.sandbox.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.sandbox.Deadline;
import gradebox.sandbox.DeadlineException;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keep one sandbox of a submission at hand, started when it is first needed and replaced after a
 * session that ended badly, or left something behind. One thread at a time.
 */
final class StudentSandbox implements AutoCloseable {
    /**
     * How long Python may take to start and to import what is preloaded, before any student byte.
     */
    private static final Duration START = Duration.ofSeconds(60);

    private static final int MOST_LOG = 64 << 10;
    private static final int IDLE_BYTES = 1 << 16;

    private final SandboxFactory factory;
    private final SandboxSpec asked;
    private final SandboxSpec spec;
    private final Set<String> preload;
    private final CallCaps caps;
    private final TimeBudget budget;
    private final Duration life;
    private final StringBuilder log = new StringBuilder();
    private @Nullable Sandbox sandbox;
    private @Nullable FrameChannel channel;
    private @Nullable Deadline end;
    private @Nullable Session current;
    private boolean vouches;
    private long lastNumber;
    private int opened;

    /**
     * Prepare; nothing is started before the first session.
     *
     * @param spec the sandbox, with the submission and the runtime folder mounted where {@link
     *     CallResources} says
     * @param preload what is imported before any student byte
     */
    StudentSandbox(
            SandboxFactory factory,
            SandboxSpec spec,
            List<String> preload,
            CallCaps caps,
            TimeBudget budget) {
        this.factory = factory;
        this.preload = new HashSet<>(preload);
        this.caps = caps;
        this.budget = budget;
        // Time between sessions is not the student's: our budget, not this, is their limit.
        this.life = spec.limits().wall().multipliedBy(2);
        this.asked = spec;
        this.spec = spec.asFirstProcess().within(spec.limits().withWall(life));
    }

    /** Tell whether this is what a process needs: such a sandbox, with these modules at hand. */
    boolean suits(SandboxSpec other, List<String> modules) {
        return asked.named(other.name()).equals(other) && preload.containsAll(modules);
    }

    Session begin(StudentModule module, Duration limit)
            throws SandboxException, CallFailure, InterruptedException {
        var longest = budget.atMost(limit);
        if (longest.isZero()) {
            throw new CallFailure(
                    CallFailure.Kind.TIMED_OUT,
                    "the time for all of the checks together was used up");
        }
        var before = current;
        if (before != null && before.renew(module, Deadline.after(longest))) {
            return before;
        }
        retire(before);
        if (end != null && end.left().compareTo(longest) < 0) {
            drop();
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
                        module,
                        Deadline.after(longest));
        current = session;
        session.start();
        return session;
    }

    /** End a process that sessions share; whatever has not ended in good order is thrown away. */
    private void retire(@Nullable Session session) throws SandboxException, InterruptedException {
        current = null;
        if (session == null) {
            return;
        }
        if (session.isUnfinished()) {
            drop();
            return;
        }
        try {
            session.end();
        } catch (CallFailure late) {
            drop(); // its checks have their outcomes already
        }
    }

    void start() throws SandboxException, InterruptedException {
        opened++;
        end = Deadline.after(life);
        var fresh =
                factory.open(
                        spec.named(spec.name() + "-" + opened),
                        CallResources.studentEnd(life, preload));
        var frames = new FrameChannel(fresh, caps);
        sandbox = fresh;
        channel = frames;
        try {
            fresh.allow(IDLE_BYTES);
            vouches = greet(frames);
        } catch (ProtocolException | FrameChannel.EndOfStream | DeadlineException e) {
            String written = fresh.log().strip();
            drop();
            throw new SandboxException(
                    "Python did not start in the sandbox"
                            + (written.isEmpty() ? "" : ": " + written),
                    e);
        }
    }

    /** Return whether the parent is one that can vouch for its sandbox after a check. */
    private static boolean greet(FrameChannel frames)
            throws SandboxException,
                    ProtocolException,
                    FrameChannel.EndOfStream,
                    DeadlineException,
                    InterruptedException {
        var hello = frames.receive(Deadline.after(START));
        if (hello.type() != FrameType.HELLO) {
            throw new ProtocolException("no greeting");
        }
        ObjectNode header = hello.header();
        var missing = header.path("missing");
        if (!missing.isEmpty()) {
            throw new SandboxException(
                    "the image has no module "
                            + missing.path(0).asText()
                            + ", which the assignment preloads");
        }
        return header.path("cleans").booleanValue();
    }

    long nextNumber() {
        return ++lastNumber;
    }

    void spend(Duration time) {
        budget.spend(time);
    }

    /** Throw the sandbox away: what ran in it is not to be trusted with another check. */
    void drop() {
        var old = sandbox;
        current = null;
        end = null;
        if (old != null) {
            keepLog(old);
            sandbox = null;
            channel = null;
            old.close();
        }
    }

    /** Make ready for another user. */
    void release() throws SandboxException, InterruptedException {
        retire(current);
    }

    private void keepLog(Sandbox from) {
        String written = from.log();
        int room = MOST_LOG - log.length();
        if (room > 0) {
            log.append(written, 0, Math.min(room, written.length()));
        }
    }

    /** Return what was written to standard output and error so far, capped. */
    String log() {
        var open = sandbox;
        return open == null ? log.toString() : log + open.log();
    }

    boolean isRunning() {
        return sandbox != null;
    }

    /**
     * Tell whether the sandbox's word that it is clean can be believed. It was asked before any
     * student code ran: where student code can reach the parent, it can also speak in its name.
     */
    boolean vouches() {
        return vouches;
    }

    /** Return how many sandboxes were needed so far. */
    int opened() {
        return opened;
    }

    @Override
    public void close() {
        drop();
    }
}
