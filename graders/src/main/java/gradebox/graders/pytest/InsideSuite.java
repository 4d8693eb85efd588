package gradebox.graders.pytest;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.grading.GraderDefinition;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Reason;
import gradebox.grading.StudentCalls;
import gradebox.grading.Submission;
import gradebox.grading.Workbench;
import gradebox.sandbox.Deadline;
import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.call.Answer;
import gradebox.sandbox.call.CallFailure;
import gradebox.sandbox.call.CallResources;
import gradebox.sandbox.call.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** Run a suite in the student's own sandbox, where it imports the submission. */
final class InsideSuite implements SuiteKind {
    /** Where autograders for Gradescope find what was submitted. */
    private static final String GRADESCOPE = "/autograder/submission";

    private static final String WORK = "/work";

    private final GraderDefinition definition;
    private final Suite suite;
    private final Workbench bench;
    private final Submission submission;
    private final Deadline overall;
    private final Map<TestKey, String> leaderboard = new HashMap<>();
    private int started;

    InsideSuite(
            GraderDefinition definition,
            Suite suite,
            Workbench bench,
            Submission submission,
            Deadline overall) {
        this.definition = definition;
        this.suite = suite;
        this.bench = bench;
        this.submission = submission;
        this.overall = overall;
    }

    @Override
    public SuiteProcess start() throws SandboxException, InterruptedException {
        started++;
        var files = StudentCalls.root(submission);
        String name = submission.id() + "-" + definition.id() + "-" + started;
        var spec =
                StudentCalls.spec(name, files, bench)
                        .mounting(suite.mount(), new Mount(files, GRADESCOPE))
                        .within(bench.limits().withWall(atLeastASecond(overall.left())));
        var argv =
                new ArrayList<>(
                        PytestRuntime.argv(
                                "in-process", suite.inside(), CallResources.SUBMISSION, WORK));
        argv.addAll(bench.entry().preload());
        return SuiteProcess.start(bench.sandboxes(), spec, argv);
    }

    private static Duration atLeastASecond(Duration left) {
        return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
    }

    @Override
    public boolean wants(TestKey test) {
        return definition.checks().isEmpty()
                || RubricMatch.check(test, definition.checks()).isPresent();
    }

    @Override
    public Duration grace() {
        return Duration.ZERO;
    }

    /** Existing suites seed what they draw themselves: the seed is not used. */
    @Override
    public long beginTest(SuiteTest test, Duration left) {
        return 0;
    }

    @Override
    public void request(SuiteProcess process, Frame request, Deadline deadline)
            throws SuiteLost, SandboxException, InterruptedException {
        throw process.lost(SuiteLost.Kind.GARBLED, "it wrote what nothing had asked for");
    }

    @Override
    public Outcome verdict(Tally tally, JsonNode verdict) {
        if (verdict.has("value")) {
            leaderboard.put(tally.key(), verdict.path("value").asText());
        }
        var told = told(verdict, tally);
        String output = verdict.path("output").asText().strip();
        return new InsideScore(tally.test().about(), verdict).apply(told, output);
    }

    private Outcome told(JsonNode verdict, Tally tally) {
        String message = verdict.path("message").asText();
        return switch (verdict.path("kind").asText()) {
            case "passed" -> new Outcome.Passed();
            case "skipped" -> new Outcome.Skipped(message);
            case "raised" -> {
                if (verdict.path("traceback").asText().isEmpty()) {
                    tally.flag("the exception came out of the suite's own code: " + message);
                }
                yield raised(verdict);
            }
            case "interrupted" ->
                    new Outcome.Failed(Reason.CRASHED, "Your code ended the run of the tests.");
            case "missing" -> missing(message);
            default -> new Outcome.Failed(Reason.WRONG, message);
        };
    }

    private static Outcome missing(String name) {
        return new Outcome.Failed(Reason.MISSING, "Your submission has no `" + name + "`.");
    }

    /** Tell a module that the student's own file is from one that the image should have. */
    private Outcome raised(JsonNode verdict) {
        var raised =
                new Answer.Raised(
                        verdict.path("type").asText(),
                        verdict.path("message").asText(),
                        verdict.path("traceback").asText(),
                        verdict.path("missing").asText());
        if (!raised.traceback().isEmpty()) {
            return StudentCalls.outcome("Your code", raised);
        }
        if (raised.missingModule().isEmpty()) {
            return StudentCalls.outcome("The test", raised);
        }
        return raised.missingModule().equals(bench.entry().module().split("\\.", 2)[0])
                ? missing(raised.missingModule() + ".py")
                : suiteBroke(raised);
    }

    private static Outcome suiteBroke(Answer.Raised raised) {
        return new Outcome.Errored(Outcome.Fault.SUITE, raised.type() + ": " + raised.message());
    }

    @Override
    public void endTest() {
        // nothing is kept for a test
    }

    @Override
    public Outcome lost(SuiteLost lost, boolean allTimeIsUsedUp) {
        var kind =
                switch (lost.kind()) {
                    case LATE -> CallFailure.Kind.TIMED_OUT;
                    case OUT_OF_MEMORY -> CallFailure.Kind.OUT_OF_MEMORY;
                    case ENDED -> CallFailure.Kind.CRASHED;
                    case GARBLED -> CallFailure.Kind.VIOLATION;
                };
        return StudentCalls.outcome(
                allTimeIsUsedUp
                        ? new CallFailure(
                                CallFailure.Kind.TIMED_OUT,
                                "the time for all of the checks together was used up")
                        : new CallFailure(kind, String.valueOf(lost.getMessage())));
    }

    @Override
    public Outcome broken(JsonNode error) {
        return switch (error.path("kind").asText()) {
            case "raised" -> {
                var outcome = raised(error);
                boolean isTheSuites =
                        error.path("traceback").asText().isEmpty()
                                && error.path("missing").asText().isEmpty();
                yield isTheSuites
                        ? new Outcome.Errored(
                                Outcome.Fault.SUITE,
                                error.path("file").asText()
                                        + ": "
                                        + error.path("type").asText()
                                        + ": "
                                        + error.path("message").asText())
                        : outcome;
            }
            case "missing" -> missing(error.path("message").asText());
            default -> new Outcome.Failed(Reason.WRONG, error.path("message").asText());
        };
    }

    @Override
    public Outcome neverRan(JsonNode finished) {
        String said = finished.path("said").asText().strip();
        if (said.isEmpty()) {
            return new Outcome.Failed(Reason.CRASHED, "This test was never run.");
        }
        return finished.path("submission").asBoolean()
                ? new Outcome.Failed(Reason.RAISED, "The tests could not start:\n" + said)
                : new Outcome.Errored(Outcome.Fault.SUITE, said);
    }

    /** Return what tests put on the leaderboard. */
    Map<TestKey, String> leaderboard() {
        return Map.copyOf(leaderboard);
    }
}
