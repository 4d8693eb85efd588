package gradebox.graders.pytest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import gradebox.grading.Outcome;
import gradebox.sandbox.Deadline;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.call.Frame;
import gradebox.sandbox.call.FrameType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Follow a suite's run over one submission, test by test. A suite whose process is lost is started
 * again for the tests that are left, as long as that gets anywhere; tests that have ended keep
 * their outcome.
 */
final class SuiteRun {
    /** What pytest and the suite's own code may take for what is nobody's test. */
    private static final Duration BETWEEN = Duration.ofSeconds(30);

    /** More than any suite has. */
    private static final int MOST_TESTS = 10_000;

    /** What a suite may tell of its tests, in characters, all its processes together. */
    private static final long MOST_HEARD = 32L << 20;

    private final SuiteKind kind;
    private final Duration perCheck;
    private final Deadline overall;
    private final Map<TestKey, Tally> tallies = new LinkedHashMap<>();
    private final Map<String, JsonNode> fileErrors = new LinkedHashMap<>();
    private final List<String> logs = new ArrayList<>();
    private JsonNode finished = JsonNodeFactory.instance.objectNode();
    private @Nullable Outcome end;
    private long heard;

    /**
     * Prepare.
     *
     * @param perCheck how long one check may take
     * @param overall when all of them must have ended
     */
    SuiteRun(SuiteKind kind, Duration perCheck, Deadline overall) {
        this.kind = kind;
        this.perCheck = perCheck;
        this.overall = overall;
    }

    /** A test that is under way. */
    private record Running(SuiteTest test, Tally tally, long started, Deadline deadline) {
        Duration took() {
            return Duration.ofNanos(System.nanoTime() - started);
        }
    }

    /**
     * Run the suite.
     *
     * @param first its process, started already
     */
    void run(SuiteProcess first) throws SandboxException, InterruptedException {
        boolean again = attempt(first);
        while (again) {
            try (var next = kind.start()) {
                again = attempt(next);
            }
        }
    }

    /** Follow one process to its end; tell whether another is worth its while. */
    private boolean attempt(SuiteProcess suite) throws SandboxException, InterruptedException {
        var attempt = new Attempt(suite);
        try {
            suite.greet();
            attempt.follow();
            suite.awaitLastWords();
        } catch (SuiteLost lost) {
            attempt.blame(lost);
        } finally {
            kind.endTest();
            logs.add(suite.log());
        }
        return attempt.concluded > 0 && isWaiting() && !overall.passed();
    }

    private boolean isWaiting() {
        return tallies.values().stream().anyMatch(Tally::isWaiting);
    }

    /** One process's run. */
    private final class Attempt {
        private final SuiteProcess suite;
        private final Map<String, SuiteTest> tests = new HashMap<>();
        private @Nullable Running running;
        private boolean collected;
        private int concluded;

        Attempt(SuiteProcess suite) {
            this.suite = suite;
        }

        void follow() throws SuiteLost, SandboxException, InterruptedException {
            var deadline = Deadline.after(perCheck.plus(BETWEEN));
            boolean ended = false;
            while (!ended) {
                if (overall.passed()) { // a flood never keeps the reader waiting
                    throw suite.lost(SuiteLost.Kind.LATE, "it did not end in time");
                }
                ended = take(suite.next(deadline.orSooner(overall)));
                var current = running;
                deadline =
                        current != null
                                ? current.deadline
                                : collected ? Deadline.after(BETWEEN) : deadline;
            }
        }

        /** Take a frame; tell whether nothing more is to be learnt. */
        private boolean take(Frame frame) throws SuiteLost, SandboxException, InterruptedException {
            switch (frame.type()) {
                case TEST -> learn(SuiteTest.of(kept(frame)));
                case COLLECTED -> endCollection(kept(frame).path("error"));
                case CHECK -> begin(frame);
                case VERDICT -> conclude(kept(frame));
                case FINISHED -> {
                    finished = kept(frame);
                    return true;
                }
                default -> request(frame);
            }
            return collected && running == null && !isWaiting();
        }

        /** Return what a frame says; memory must not fill up with it. */
        private JsonNode kept(Frame frame)
                throws SuiteLost, SandboxException, InterruptedException {
            heard += frame.header().toString().length();
            if (heard > MOST_HEARD) {
                throw garbled();
            }
            return frame.header();
        }

        private void learn(SuiteTest test)
                throws SuiteLost, SandboxException, InterruptedException {
            if (collected || tests.size() >= MOST_TESTS || tallies.size() >= MOST_TESTS) {
                throw garbled();
            }
            if (kind.wants(test.key())) {
                var tally = tallies.computeIfAbsent(test.key(), key -> new Tally(test));
                if (!test.id().isEmpty()) {
                    tally.expect(test);
                    tests.put(test.id(), test);
                }
            }
        }

        /** Hear of a file that could not be imported, or that there are no more of them. */
        private void endCollection(JsonNode error)
                throws SuiteLost, SandboxException, InterruptedException {
            if (collected || fileErrors.size() >= MOST_TESTS) {
                throw garbled();
            }
            collected = error.isMissingNode();
            if (!collected) {
                fileErrors.put(error.path("file").asText(), error);
            }
        }

        private void begin(Frame frame) throws SuiteLost, SandboxException, InterruptedException {
            if (running != null || !collected) {
                throw garbled();
            }
            String id = frame.header().path("id").asText();
            var test = tests.get(id);
            var tally = test == null ? null : tallies.get(test.key());
            var header = JsonNodeFactory.instance.objectNode();
            if (test == null || tally == null || !tally.wants(id)) {
                header.put("skip", true);
            } else {
                var left = tally.left(perCheck);
                var until = Deadline.after(left.plus(kind.grace()));
                header.put("skip", false).put("seed", kind.beginTest(test, left));
                running = new Running(test, tally, System.nanoTime(), until);
            }
            suite.answer(frame, FrameType.BEGUN, header, List.of(), Deadline.after(BETWEEN));
        }

        private void request(Frame frame) throws SuiteLost, SandboxException, InterruptedException {
            var current = running;
            if (current == null) {
                throw garbled();
            }
            kind.request(suite, frame, current.deadline);
        }

        private void conclude(JsonNode told)
                throws SuiteLost, SandboxException, InterruptedException {
            var current = running;
            if (current == null || !current.test.id().equals(told.path("id").asText())) {
                throw garbled();
            }
            var verdict = kind.verdict(current.tally, told);
            running = null;
            concluded++;
            current.tally.record(current.test, verdict, current.took());
            kind.endTest();
        }

        private SuiteLost garbled() throws SandboxException, InterruptedException {
            return suite.lost(SuiteLost.Kind.GARBLED, "it wrote what nothing had asked for");
        }

        /** Blame the test that was under way; where none was, all that are left. */
        private void blame(SuiteLost lost) {
            var outcome = kind.lost(lost, overall.passed());
            var current = running;
            if (current != null) {
                current.tally.record(current.test, outcome, current.took());
                concluded++;
            }
            if (concluded == 0 || overall.passed()) {
                tallies.values().forEach(tally -> tally.giveUp(outcome));
                end = outcome;
            }
        }
    }

    /** Return the tests that were heard of, in their order. */
    List<Tally> tallies() {
        return List.copyOf(tallies.values());
    }

    /** Return how a check ended. */
    Outcome outcome(Tally tally) {
        return tally.outcome(neverRan(Optional.of(tally.key())));
    }

    /**
     * Return the outcome of a check that was never run; of one that was never heard of, if empty.
     */
    Outcome neverRan(Optional<TestKey> test) {
        if (end != null) {
            return end;
        }
        return test.map(key -> fileErrors.get(key.file()))
                .or(
                        () ->
                                test.isEmpty()
                                        ? fileErrors.values().stream().findFirst()
                                        : Optional.empty())
                .map(kind::broken)
                .orElseGet(() -> kind.neverRan(finished));
    }

    /** Return what the suite's processes wrote to their standard error. */
    String log() {
        return String.join("", logs);
    }
}
