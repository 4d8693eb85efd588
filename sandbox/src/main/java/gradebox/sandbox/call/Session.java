package gradebox.sandbox.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.sandbox.Deadline;
import gradebox.sandbox.DeadlineException;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Ask one child process about the submission. One request is outstanding at a time; an extra, late
 * or malformed byte ends the process and fails the check.
 *
 * <p>After a {@link CallFailure} the session is over.
 */
public final class Session implements AutoCloseable {
    /** What a check may take to end after its last answer, its leftovers killed. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private static final int IDLE_BYTES = 1 << 16;

    /** How many calls go in one request at most: a reply is held to the caps as a whole. */
    private static final int MOST_CALLS = 64;

    private final StudentSandbox owner;
    private final Sandbox sandbox;
    private final FrameChannel channel;
    private final ValueCodec codec;
    private final Headers headers;
    private final CallCaps caps;
    private final StudentModule module;
    private final UUID begun = UUID.randomUUID();
    private Deadline deadline;
    private long started = System.nanoTime();
    private boolean charged;
    private boolean broken;
    private boolean unfinished = true;
    private boolean over;

    Session(
            StudentSandbox owner,
            Sandbox sandbox,
            FrameChannel channel,
            CallCaps caps,
            StudentModule module,
            Deadline deadline) {
        this.owner = owner;
        this.sandbox = sandbox;
        this.channel = channel;
        this.codec = new ValueCodec(caps);
        this.headers = new Headers(codec);
        this.caps = caps;
        this.module = module;
        this.deadline = deadline;
    }

    /** Go on for another check of the same module, where its process is shared and still there. */
    boolean renew(StudentModule other, Deadline next) {
        if (over || broken || !module.shared() || !module.equals(other)) {
            return false;
        }
        deadline = next;
        started = System.nanoTime();
        charged = false;
        unfinished = true;
        return true;
    }

    /** Tell whether a check has begun here that has not been ended in good order. */
    boolean isUnfinished() {
        return unfinished && !over;
    }

    void start() throws SandboxException, CallFailure, InterruptedException {
        var header =
                Headers.empty()
                        .put("module", module.name())
                        .put("tool", module.origin() == StudentModule.Origin.RUNTIME);
        ask(
                new Frame(FrameType.BEGIN, owner.nextNumber(), begun, header, List.of()),
                List.of(FrameType.BEGUN),
                deadline);
    }

    /** Import the submission, if that has not been done. Returns {@code None}. */
    public Answer load() throws SandboxException, CallFailure, InterruptedException {
        return answer(FrameType.IMPORT, Headers.empty(), List.of());
    }

    /** Tell whether the submission, or an object of it, has a name. */
    public Answer has(Target target) throws SandboxException, CallFailure, InterruptedException {
        return answer(FrameType.HAS, Headers.target(target), List.of());
    }

    /**
     * Fetch what stands behind a name.
     *
     * @param keep whether the answer is a handle, even where the thing is a value
     */
    public Answer get(Target target, boolean keep)
            throws SandboxException, CallFailure, InterruptedException {
        return answer(FrameType.GET, Headers.target(target).put("keep", keep), List.of());
    }

    /**
     * Call a function, a method, a class or an object.
     *
     * @param keep whether the answer is a handle, even where what it returns is a value
     */
    public Answer call(Target target, List<Value> arguments, Map<String, Value> named, boolean keep)
            throws SandboxException, CallFailure, InterruptedException {
        var blocks = new ArrayList<byte[]>();
        var header = headers.call(new Call(target, arguments, named), blocks).put("keep", keep);
        return answer(FrameType.CALL, header, blocks);
    }

    /**
     * Make calls one after the other, up to the first that raises. Many go in one request, which
     * takes a fraction of the time that as many requests would.
     *
     * @param each is told each call's answer, in order, and need not keep it: no more than one
     *     frame's are held here, however large each is. Fewer come than there are calls only where
     *     the last one raised
     */
    public void callAll(List<Call> calls, Consumer<Answer> each)
            throws SandboxException, CallFailure, InterruptedException {
        for (int made = 0; made < calls.size(); ) {
            var answers = callSome(calls.subList(made, Math.min(calls.size(), made + MOST_CALLS)));
            answers.forEach(each);
            made =
                    answers.getLast() instanceof Answer.Raised
                            ? calls.size()
                            : made + answers.size();
        }
    }

    /** Make at least the first of some calls. */
    private List<Answer> callSome(List<Call> calls)
            throws SandboxException, CallFailure, InterruptedException {
        var blocks = new ArrayList<byte[]>();
        var reply = exchange(FrameType.CALL_ALL, headers.calls(calls, blocks), blocks);
        if (reply.type() == FrameType.RAISED) {
            return List.of(Headers.raised(reply.header()));
        }
        try {
            var answers = new ArrayList<Answer>();
            codec.decodeEach(reply.header().path("value"), reply.blocks())
                    .forEach(value -> answers.add(new Answer.Returned(value)));
            if (reply.header().has("raised")) {
                answers.add(Headers.raised(reply.header().path("raised")));
            }
            if (answers.isEmpty() || answers.size() > calls.size()) {
                throw new ProtocolException("another number of answers than calls");
            }
            return answers;
        } catch (ProtocolException e) {
            throw lost(CallFailure.Kind.VIOLATION, "it wrote " + e.getMessage());
        }
    }

    /** Seed the generators of Python, NumPy and PyTorch. */
    public Answer seed(long seed) throws SandboxException, CallFailure, InterruptedException {
        return answer(FrameType.SEED, Headers.empty().put("seed", seed), List.of());
    }

    /** Put a value into the sandbox, where it stays: the answer is its handle. */
    public Answer hold(Value value) throws SandboxException, CallFailure, InterruptedException {
        var blocks = new ArrayList<byte[]>();
        var header = Headers.empty().put("keep", true);
        header.set("value", codec.encode(value, blocks));
        return answer(FrameType.HOLD, header, blocks);
    }

    /** Let go of an object. */
    public Answer release(Value.Handle handle)
            throws SandboxException, CallFailure, InterruptedException {
        return answer(FrameType.RELEASE, Headers.empty().put("handle", handle.id()), List.of());
    }

    /**
     * Run a program of the student's to its end. What it prints goes to the log.
     *
     * @return its exit code, as the student's side tells it: good for a message, never for points
     */
    public Answer run(List<String> argv, Map<String, String> environment, String folder)
            throws SandboxException, CallFailure, InterruptedException {
        var header = Headers.empty().put("folder", folder);
        var words = header.putArray("argv");
        argv.forEach(words::add);
        var variables = header.putObject("environment");
        environment.forEach(variables::put);
        return answer(FrameType.RUN, header, List.of());
    }

    /** Write a file inside the sandbox. */
    public Answer put(String path, byte[] bytes, boolean executable)
            throws SandboxException, CallFailure, InterruptedException {
        var header = Headers.empty().put("path", path).put("executable", executable);
        return answer(FrameType.PUT, header, bytes.length == 0 ? List.of() : List.of(bytes));
    }

    /**
     * Read a regular file out of the sandbox, as an array of uint8; {@code None} where there is
     * none.
     */
    public Answer fetch(String path, int cap)
            throws SandboxException, CallFailure, InterruptedException {
        return answer(
                FrameType.FETCH, Headers.empty().put("path", path).put("cap", cap), List.of());
    }

    private Answer answer(FrameType type, ObjectNode header, List<byte[]> blocks)
            throws SandboxException, CallFailure, InterruptedException {
        var reply = exchange(type, header, blocks);
        try {
            return reply.type() == FrameType.RETURNED
                    ? new Answer.Returned(
                            codec.decode(reply.header().path("value"), reply.blocks()))
                    : Headers.raised(reply.header());
        } catch (ProtocolException e) {
            throw lost(CallFailure.Kind.VIOLATION, "it wrote " + e.getMessage());
        }
    }

    /** Make a request of the student's process, and return its reply. */
    private Frame exchange(FrameType type, ObjectNode header, List<byte[]> blocks)
            throws SandboxException, CallFailure, InterruptedException {
        var request = new Frame(type, owner.nextNumber(), UUID.randomUUID(), header, blocks);
        var reply = ask(request, List.of(FrameType.RETURNED, FrameType.RAISED), deadline);
        boolean raised = reply.type() == FrameType.RAISED || reply.header().has("raised");
        if (raised && sandbox.ranOutOfMemory()) {
            // A worker of its own was killed, and it raises because of that.
            throw lost(CallFailure.Kind.OUT_OF_MEMORY, "");
        }
        return reply;
    }

    /** Send one request and take its one answer. */
    private Frame ask(Frame request, List<FrameType> expected, Deadline until)
            throws SandboxException, CallFailure, InterruptedException {
        if (over) {
            throw new CallFailure(CallFailure.Kind.CRASHED, "the process of this check has ended");
        }
        try {
            if (sandbox.unread() > 0) {
                throw lost(
                        CallFailure.Kind.VIOLATION,
                        "it wrote an answer that nothing had asked for");
            }
            sandbox.allow(caps.headerBytes() + caps.payloadBytes() + Frame.FIXED_BYTES);
            channel.send(request, until);
            var reply = channel.receive(until);
            sandbox.allow(IDLE_BYTES);
            return checked(request, reply, expected);
        } catch (DeadlineException e) {
            throw lost(CallFailure.Kind.TIMED_OUT, "it did not answer in time");
        } catch (ProtocolException e) {
            throw lost(CallFailure.Kind.VIOLATION, "it wrote " + e.getMessage());
        } catch (FrameChannel.EndOfStream e) {
            throw lost(CallFailure.Kind.CRASHED, "its process ended without an answer");
        } catch (SandboxException e) {
            broken = true; // what the machine took is not the student's time
            throw e;
        }
    }

    private Frame checked(Frame request, Frame reply, List<FrameType> expected)
            throws SandboxException, CallFailure, InterruptedException {
        if (reply.type() == FrameType.DIED && reply.nonce().equals(begun)) {
            throw lost(CallFailure.Kind.CRASHED, death(reply.header().path("status").asInt()));
        }
        if (!expected.contains(reply.type())
                || reply.number() != request.number()
                || !reply.nonce().equals(request.nonce())) {
            throw lost(
                    CallFailure.Kind.VIOLATION,
                    "it wrote an answer to something that it was not asked");
        }
        if (sandbox.unread() > 0) {
            throw lost(CallFailure.Kind.VIOLATION, "it wrote more than one answer");
        }
        return reply;
    }

    private static String death(int status) {
        return status < 0
                ? "its process was ended by signal " + -status
                : "its process ended by itself, with exit code " + status;
    }

    /** Give the sandbox up, finding out first whether memory was the reason. */
    private CallFailure lost(CallFailure.Kind kind, String message)
            throws SandboxException, InterruptedException {
        over = true;
        boolean memory;
        try {
            memory = sandbox.ranOutOfMemory();
            charge();
        } finally {
            owner.drop();
        }
        return memory
                ? new CallFailure(
                        CallFailure.Kind.OUT_OF_MEMORY, "it used more memory than it may have")
                : new CallFailure(kind, message);
    }

    private void charge() {
        if (!charged && !broken) {
            charged = true;
            owner.spend(Duration.ofNanos(System.nanoTime() - started));
        }
    }

    /**
     * End the check, and everything that it left running, unless its process is shared.
     *
     * @throws CallFailure if its process wrote something after its last answer; that fails the
     *     check
     */
    public void finish() throws SandboxException, CallFailure, InterruptedException {
        if (over || broken) {
            return;
        }
        if (module.shared()) {
            if (sandbox.unread() > 0) {
                throw lost(CallFailure.Kind.VIOLATION, "it wrote more than one answer");
            }
        } else {
            end();
        }
        unfinished = false;
        charge();
    }

    /** End the process, where it has not ended. */
    void end() throws SandboxException, CallFailure, InterruptedException {
        if (over) {
            return;
        }
        var request =
                new Frame(
                        FrameType.END,
                        owner.nextNumber(),
                        UUID.randomUUID(),
                        Headers.empty(),
                        List.of());
        var ended = ask(request, List.of(FrameType.ENDED), Deadline.after(FAREWELL));
        over = true;
        if (!owner.vouches() || !ended.header().path("clean").booleanValue()) {
            owner.drop();
        }
    }

    /**
     * Give the sandbox up if {@link #finish} has not ended the check, and no other check shares its
     * process.
     */
    @Override
    public void close() {
        if (!isUnfinished()) {
            return;
        }
        charge();
        unfinished = false;
        if (!module.shared() || broken) {
            over = true;
            owner.drop();
        }
    }
}
