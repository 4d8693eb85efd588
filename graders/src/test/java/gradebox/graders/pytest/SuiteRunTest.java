package gradebox.graders.pytest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.graders.LocalBench;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Failed;
import gradebox.grading.Outcome.Passed;
import gradebox.grading.Outcome.Reason;
import gradebox.sandbox.Deadline;
import gradebox.sandbox.LocalProcessFactory;
import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.call.Frame;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows programs that speak as a suite does, without pytest. */
class SuiteRunTest {
    /** What every program begins with; {@code steps} is then its own. */
    private static final String SPEAK =
            """
            import os, sys, time
            sys.path.insert(0, sys.argv[1])
            import gradebox_call as call
            reader, writer = call.own_streams()
            def tell(frame, **header):
                call.write_frame(writer, frame, 1, bytes(16), header)
            def ask(frame, **header):
                tell(frame, **header)
                return call.read_frame(reader)[3]
            def tests(*names):
                for name in names:
                    tell(call.TEST, **{"id": name, "file": "t.py", "class": "", "name": name, "parameter": ""})
            def verdict(name, kind="passed"):
                tell(call.VERDICT, id=name, kind=kind)
            def run(*names):
                for name in names:
                    if not ask(call.CHECK, id=name)["skip"]:
                        print("ran", name, file=sys.stderr)
                        verdict(name)
            tell(call.HELLO, missing=[])
            """;

    @TempDir Path folder;
    private LocalBench bench;
    private final LocalProcessFactory factory = new LocalProcessFactory();

    @BeforeEach
    void open() throws Exception {
        bench = new LocalBench(folder);
    }

    @AfterEach
    void close() {
        factory.close();
        bench.close();
    }

    /** A kind that passes what says so, and blames losses on crashes. */
    private final class Plain implements SuiteKind {
        private final List<SuiteLost.Kind> losses = new ArrayList<>();

        @Override
        public SuiteProcess start() throws SandboxException, InterruptedException {
            var runtime = new Mount(folder.resolve("runtime").toAbsolutePath(), "/gradebox");
            var program = new Mount(folder.resolve("program").toAbsolutePath(), "/program");
            return SuiteProcess.start(
                    factory,
                    LocalProcessFactory.spec("suite", runtime, program),
                    List.of("python3", "/program/main.py", "/gradebox"));
        }

        @Override
        public boolean wants(TestKey test) {
            return !test.function().equals("unwanted");
        }

        @Override
        public Duration grace() {
            return Duration.ZERO;
        }

        @Override
        public long beginTest(SuiteTest test, Duration left) {
            return 7;
        }

        @Override
        public void request(SuiteProcess suite, Frame request, Deadline deadline)
                throws SuiteLost, SandboxException, InterruptedException {
            throw suite.lost(SuiteLost.Kind.GARBLED, "it asked");
        }

        @Override
        public Outcome verdict(Tally tally, JsonNode verdict) {
            return verdict.path("kind").asText().equals("passed")
                    ? new Passed()
                    : new Failed(Reason.WRONG, "");
        }

        @Override
        public void endTest() {
            // nothing is kept
        }

        @Override
        public Outcome lost(SuiteLost lost, boolean allTimeIsUsedUp) {
            losses.add(lost.kind());
            return new Failed(allTimeIsUsedUp ? Reason.TIMED_OUT : Reason.CRASHED, "");
        }

        @Override
        public Outcome broken(JsonNode error) {
            return new Failed(Reason.MISSING, error.path("message").asText());
        }

        @Override
        public Outcome neverRan(JsonNode finished) {
            return new Failed(Reason.UNREADABLE, finished.path("said").asText());
        }
    }

    private final Plain kind = new Plain();

    private SuiteRun run(String steps, Duration perCheck, Duration overall) throws Exception {
        bench.file("program/main.py", SPEAK + steps);
        var run = new SuiteRun(kind, perCheck, Deadline.after(overall));
        try (var process = kind.start()) {
            run.run(process);
        }
        return run;
    }

    private Map<String, String> outcomes(String steps) throws Exception {
        return outcomes(run(steps, Duration.ofSeconds(10), Duration.ofSeconds(60)));
    }

    private static Map<String, String> outcomes(SuiteRun run) {
        var outcomes = new LinkedHashMap<String, String>();
        for (var tally : run.tallies()) {
            String word =
                    run.outcome(tally) instanceof Failed failed ? failed.reason().name() : "passed";
            outcomes.put(tally.key().function(), word);
        }
        return outcomes;
    }

    @Test
    void followsASuiteToItsEnd() throws Exception {
        var outcomes =
                outcomes(
                        """
                        tests("a", "unwanted", "b")
                        tell(call.COLLECTED)
                        run("a", "unwanted")
                        assert ask(call.CHECK, id="b") == {"skip": False, "seed": 7}
                        verdict("b", "wrong")
                        """);

        assertThat(outcomes).containsExactly(Map.entry("a", "passed"), Map.entry("b", "WRONG"));
        assertThat(kind.losses).isEmpty();
    }

    @Test
    void startsAgainForWhatALostProcessHasLeft() throws Exception {
        var run =
                run(
                        """
                        tests("a", "b", "c", "d")
                        tell(call.COLLECTED)
                        run("a")
                        if not ask(call.CHECK, id="b")["skip"]: os._exit(3)
                        if not ask(call.CHECK, id="c")["skip"]: time.sleep(60)
                        run("d")
                        """,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(60));

        assertThat(outcomes(run))
                .containsExactly(
                        Map.entry("a", "passed"),
                        Map.entry("b", "CRASHED"),
                        Map.entry("c", "CRASHED"),
                        Map.entry("d", "passed"));
        assertThat(kind.losses).containsExactly(SuiteLost.Kind.ENDED, SuiteLost.Kind.LATE);
        assertThat(run.log()).isEqualTo("ran a\nran d\n");
    }

    @Test
    void doesNotStartAgainWhereThatGetsNowhere() throws Exception {
        assertThat(outcomes("tests('a', 'b')\nos._exit(0)"))
                .containsExactly(Map.entry("a", "CRASHED"), Map.entry("b", "CRASHED"));
        assertThat(kind.losses).hasSize(1);
        assertThat(outcomes("tests('a')\ntell(call.COLLECTED)\ntell(call.FINISHED)"))
                .containsExactly(Map.entry("a", "UNREADABLE"));
    }

    @Test
    void aRunThatStopsEarlyIsTakenUpAgain() throws Exception {
        assertThat(
                        outcomes(
                                """
                                tests("a", "b")
                                tell(call.COLLECTED)
                                if not ask(call.CHECK, id="a")["skip"]:
                                    verdict("a")
                                    tell(call.FINISHED)
                                else:
                                    run("b")
                                """))
                .containsExactly(Map.entry("a", "passed"), Map.entry("b", "passed"));
    }

    @Test
    void aFloodEndsWithTheTime() throws Exception {
        var run =
                run(
                        """
                        tests("a", "b")
                        tell(call.COLLECTED)
                        run("a")
                        while True: run("a")
                        """,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(3));

        assertThat(outcomes(run))
                .containsExactly(Map.entry("a", "passed"), Map.entry("b", "TIMED_OUT"));
    }

    @Test
    void whatMakesNoSenseEndsIt() throws Exception {
        for (var nonsense :
                List.of(
                        "os.write(writer, b'passed' * 99)",
                        "verdict('a')",
                        "tell(call.CALL)",
                        "tell(call.CHECK, id='a'); tell(call.CHECK, id='a')",
                        "ask(call.CHECK, id='a'); verdict('b')",
                        "tell(call.COLLECTED)",
                        "tests('c')",
                        "tell(call.ENDED)")) {
            kind.losses.clear();
            var outcomes = outcomes("tests('a', 'b')\ntell(call.COLLECTED)\n" + nonsense + "\n");
            assertThat(outcomes.values()).as(nonsense).doesNotContain("passed");
            assertThat(kind.losses).as(nonsense).contains(SuiteLost.Kind.GARBLED);
        }
    }

    @Test
    void moreTestsThanAnySuiteHasAreNonsense() throws Exception {
        outcomes("for i in range(20000): tests('t%d' % i)\ntime.sleep(60)");

        assertThat(kind.losses).containsExactly(SuiteLost.Kind.GARBLED);
    }

    @Test
    void moreWordsThanAnySuiteHasAreNonsense() throws Exception {
        outcomes(
                "for i in range(999): tell(call.TEST, id=str(i), title='x' * 60000)\ntime.sleep(60)");

        assertThat(kind.losses).containsExactly(SuiteLost.Kind.GARBLED);
    }

    @Test
    void aFileThatBreaksIsNamedWithItsTests() throws Exception {
        var run =
                run(
                        """
                        tell(call.TEST, **{"id": "", "file": "u.py", "class": "", "name": "z", "parameter": ""})
                        tests("a")
                        tell(call.COLLECTED, error={"file": "u.py", "message": "no"})
                        tell(call.COLLECTED)
                        run("a")
                        tell(call.FINISHED)
                        """,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(60));

        assertThat(outcomes(run))
                .containsExactly(Map.entry("z", "MISSING"), Map.entry("a", "passed"));
    }

    @Test
    void anImageWithoutPytestIsTheMachines() throws Exception {
        bench.file(
                "program/main.py",
                SPEAK.replace("missing=[]", "missing=['pytest']") + "time.sleep(60)");
        try (var process = kind.start()) {
            assertThatThrownBy(process::greet)
                    .isInstanceOf(SandboxException.class)
                    .hasMessage("the image has no module pytest, which a suite needs");
        }
    }
}
