package gradebox.graders.pytest;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.grading.Check;
import gradebox.grading.GraderDefinition;
import gradebox.grading.Outcome;
import gradebox.grading.Workbench;
import gradebox.sandbox.Deadline;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Limits;
import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.call.CallResources;
import gradebox.sandbox.call.Frame;
import gradebox.sandbox.call.ProtocolException;
import gradebox.sandbox.call.StudentProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Run a suite in a sandbox that holds no student file, and pass its calls on to those that do. */
final class SeparateSuite implements SuiteKind {
    /** What a suite itself may take for a check beyond the student's time. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** The suite's own computations may need more than the student's code is allowed. */
    private static final long LEAST_MEMORY = 1L << 30;

    private static final int PIDS = 256;
    private static final long DISK = 64L << 20;

    private final GraderDefinition definition;
    private final Suite suite;
    private final Workbench bench;
    private final String name;
    private final List<StudentProcess> places;
    private @Nullable CheckCalls calls;

    /**
     * Prepare a run over one submission.
     *
     * @param name what to call the suite's sandbox
     * @param places the student's process, and the one elsewhere
     */
    SeparateSuite(
            GraderDefinition definition,
            Suite suite,
            Workbench bench,
            String name,
            List<StudentProcess> places) {
        this.definition = definition;
        this.suite = suite;
        this.bench = bench;
        this.name = name;
        this.places = List.copyOf(places);
    }

    @Override
    public SuiteProcess start() throws SandboxException, InterruptedException {
        var spec =
                new SandboxSpec(
                        name,
                        bench.image(),
                        limits(),
                        GpuRequest.NONE,
                        List.of(suite.mount(), new Mount(bench.runtime(), CallResources.FOLDER)),
                        Map.of());
        return SuiteProcess.start(
                bench.sandboxes(), spec, PytestRuntime.argv("separate", suite.inside()));
    }

    private Limits limits() {
        var student = bench.limits();
        var wall = student.wall().plus(GRACE.multipliedBy(definition.checks().size() + 2L));
        return new Limits(student.cpus(), memory(student), PIDS, DISK, wall);
    }

    static long memory(Limits student) {
        return Math.max(LEAST_MEMORY, student.memoryBytes());
    }

    @Override
    public boolean wants(TestKey test) {
        return RubricMatch.check(test, definition.checks()).isPresent();
    }

    @Override
    public Duration grace() {
        return GRACE;
    }

    @Override
    public long beginTest(SuiteTest test, Duration left) {
        calls = new CheckCalls(places, left);
        String check =
                RubricMatch.check(test.key(), definition.checks()).map(Check::id).orElseThrow();
        return bench.seeds().seed(check);
    }

    @Override
    public void request(SuiteProcess process, Frame request, Deadline deadline)
            throws SuiteLost, SandboxException, InterruptedException {
        var current = calls;
        try {
            if (current == null) {
                throw new ProtocolException("a request out of no test");
            }
            var reply = current.answer(request);
            process.answer(request, reply.type(), reply.header(), reply.blocks(), deadline);
        } catch (ProtocolException e) {
            throw process.lost(SuiteLost.Kind.GARBLED, "it made " + e.getMessage());
        }
    }

    @Override
    public Outcome verdict(Tally tally, JsonNode verdict)
            throws SandboxException, InterruptedException {
        var current = calls;
        if (current == null) {
            throw new IllegalStateException("a verdict on no test");
        }
        var failure = current.failure();
        if (failure.isPresent()) {
            return failure.get();
        }
        var told = told(verdict, current);
        var late = current.finish();
        return told instanceof Outcome.Passed ? late.orElse(told) : told;
    }

    private static Outcome told(JsonNode verdict, CheckCalls calls) {
        String message = verdict.path("message").asText();
        return switch (verdict.path("kind").asText()) {
            case "passed" -> new Outcome.Passed();
            case "wrong" -> new Outcome.Failed(Outcome.Reason.WRONG, message);
            case "skipped" -> new Outcome.Skipped(message);
            case "raised" ->
                    calls.raised(verdict.path("answer").asInt(-1))
                            .orElseGet(() -> broke("it raised gradebox.Error by itself"));
            case "interrupted" -> broke("the suite ended the run of its tests");
            default -> broke(message);
        };
    }

    private static Outcome broke(String cause) {
        return new Outcome.Errored(Outcome.Fault.SUITE, cause);
    }

    @Override
    public void endTest() {
        if (calls != null) {
            calls.close();
            calls = null;
        }
    }

    @Override
    public Outcome lost(SuiteLost lost, boolean allTimeIsUsedUp) {
        var failure = calls == null ? null : calls.failure().orElse(null);
        return failure != null ? failure : broke("the suite's own code: " + lost.getMessage());
    }

    @Override
    public Outcome broken(JsonNode error) {
        return broke(error.path("file").asText() + ": " + error.path("message").asText());
    }

    @Override
    public Outcome neverRan(JsonNode finished) {
        String said = finished.path("said").asText().strip();
        return broke("pytest has not run this test" + (said.isEmpty() ? "" : ": " + said));
    }
}
