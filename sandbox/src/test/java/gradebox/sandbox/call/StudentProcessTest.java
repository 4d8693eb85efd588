package gradebox.sandbox.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.LocalProcessFactory;
import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxSpec;
import java.lang.ref.WeakReference;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Talks to a real Python, as a plain process: what isolation adds is tested on real sandboxes. */
class StudentProcessTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path folder;
    private final LocalProcessFactory factory = new LocalProcessFactory();

    @BeforeEach
    void stage() throws Exception {
        Files.createDirectory(folder.resolve("submission"));
        CallResources.stage(folder.resolve("runtime"));
    }

    @AfterEach
    void close() {
        factory.close();
    }

    private StudentProcess process(String code, String... preload) throws Exception {
        return process(write(code), StudentModule.submission("solution"), preload);
    }

    private StudentProcess sharedProcess(String code) throws Exception {
        return process(
                write(code), new StudentModule(StudentModule.Origin.SUBMISSION, "solution", true));
    }

    private SandboxSpec write(String code) throws Exception {
        var submission = folder.resolve("submission");
        Files.writeString(submission.resolve("solution.py"), code);
        return LocalProcessFactory.spec(
                "test",
                new Mount(submission, CallResources.SUBMISSION),
                new Mount(folder.resolve("runtime"), CallResources.FOLDER));
    }

    private StudentProcess process(SandboxSpec spec, StudentModule module, String... preload) {
        return StudentProcess.alone(
                factory, spec, List.of(preload), CallCaps.DEFAULT, module, Duration.ofMinutes(2));
    }

    private static Answer call(Session session, String name, Value... arguments) throws Exception {
        return session.call(new Target.Name(name), List.of(arguments), Map.of(), false);
    }

    private static Answer returned(Value value) {
        return new Answer.Returned(value);
    }

    private static Answer.Raised raised(Answer answer) {
        return (Answer.Raised) answer;
    }

    @Test
    void callsAFunctionWithEveryKindOfPlainValue() throws Exception {
        var values =
                List.<Value>of(
                        new Value.None(),
                        new Value.Bool(true),
                        new Value.Int(-7),
                        new Value.Int(new BigInteger("123456789012345678901234567890")),
                        new Value.Real(0.1),
                        new Value.Real(-0.0),
                        new Value.Real(1e300),
                        new Value.Real(Double.NaN),
                        new Value.Real(Double.NEGATIVE_INFINITY),
                        new Value.Text("naïve 😀 \u0000 \n"),
                        new Value.Sequence(List.of(new Value.Int(1), new Value.Tuple())),
                        new Value.Dictionary(
                                List.of(
                                        new Value.Dictionary.Entry(
                                                new Value.Text("int"), new Value.Int(3)))));
        try (var process = process("def same(x): return x");
                var session = process.begin(LONG)) {
            for (var value : values) {
                assertThat(call(session, "same", value)).isEqualTo(returned(value));
            }
            session.finish();
        }
    }

    @Test
    void keepsObjectsInTheSandboxAndCallsTheirMethods() throws Exception {
        var code =
                """
                class Counter:
                    def __init__(self, start): self.n = start
                    def add(self, k=1):
                        self.n += k
                        return self.n
                """;
        try (var process = process(code);
                var session = process.begin(LONG)) {
            var answer = (Answer.Returned) call(session, "Counter", new Value.Int(5));
            var counter = (Value.Handle) answer.value();
            assertThat(counter.typeName()).isEqualTo("Counter");
            var add = new Target.Of(counter, "add");
            var added = session.call(add, List.of(), Map.of("k", new Value.Int(2)), false);
            assertThat(added).isEqualTo(returned(new Value.Int(7)));
            assertThat(session.get(new Target.Of(counter, "n"), false))
                    .isEqualTo(returned(new Value.Int(7)));
        }
    }

    private static Call request(String name, Value... arguments) {
        return new Call(new Target.Name(name), List.of(arguments), Map.of());
    }

    private static List<Answer> all(Session session, List<Call> calls) throws Exception {
        var answers = new ArrayList<Answer>();
        session.callAll(calls, answers::add);
        return answers;
    }

    @Test
    void makesManyCallsInOrder() throws Exception {
        var code = "seen = []\ndef note(x):\n    seen.append(x)\n    return len(seen)";
        try (var process = process(code);
                var session = process.begin(LONG)) {
            var calls = Collections.nCopies(200, request("note", new Value.Int(7)));
            var answers = all(session, calls);
            assertThat(answers).hasSize(200);
            for (int i = 0; i < 200; i++) {
                assertThat(answers.get(i)).isEqualTo(returned(new Value.Int(i + 1)));
            }
            assertThat(all(session, List.of())).isEmpty();
            session.finish();
        }
    }

    @Test
    void stopsAtTheFirstOfManyCallsThatRaises() throws Exception {
        var code =
                """
                seen = []
                def invert(x):
                    seen.append(x)
                    return [8 // x]
                """;
        try (var process = process(code);
                var session = process.begin(LONG)) {
            var calls =
                    IntStream.of(4, 2, 0, 1)
                            .mapToObj(i -> request("invert", new Value.Int(i)))
                            .toList();
            var answers = all(session, calls);
            assertThat(answers).hasSize(3);
            assertThat(answers.get(1))
                    .isEqualTo(returned(new Value.Sequence(List.of(new Value.Int(4)))));
            assertThat(raised(answers.get(2)).type()).isEqualTo("ZeroDivisionError");
            assertThat(session.get(new Target.Name("seen"), false).toString()).doesNotContain("1]");
            var missing = all(session, List.of(request("nothing"), request("invert")));
            assertThat(missing).hasSize(1);
            assertThat(raised(missing.getFirst()).type()).isEqualTo("NoSuchName");
            session.finish();
        }
    }

    @Test
    void takesLongAnswersInPartsAndKeepsNone() throws Exception {
        var code = "import numpy\ndef zeros(n): return numpy.zeros(n)";
        try (var process = process(code);
                var session = process.begin(LONG)) {
            var taken = new ArrayList<WeakReference<Value.Array>>();
            // 12 times 8 MB: more than what one answer may have
            session.callAll(
                    Collections.nCopies(12, request("zeros", new Value.Int(1_000_000))),
                    answer -> {
                        var array = array(answer);
                        assertThat(array.shape()).containsExactly(1_000_000L);
                        taken.add(new WeakReference<>(array));
                        if (taken.size() == 12) {
                            System.gc();
                            // else many calls together could fill the memory of a whole run
                            assertThat(taken.getFirst().get()).isNull();
                        }
                    });
            assertThat(taken).hasSize(12);
            session.finish();
        }
    }

    private static Value.Array array(Answer answer) {
        return (Value.Array) ((Answer.Returned) answer).value();
    }

    @Test
    void keepsTheBeginningAndTheEndOfAFlood() throws Exception {
        var code =
                """
                import sys
                def flood(n):
                    print("the first line", flush=True)
                    for i in range(n):
                        sys.stdout.write("x" * 999 + "\\n")
                    print("the last line", flush=True)
                """;
        try (var process = process(code)) {
            try (var session = process.begin(LONG)) {
                call(session, "flood", new Value.Int(60_000));
                session.finish();
            }
            String log = logEndingWith(process, "the last line\n");
            assertThat(log).startsWith("the first line\n");
            assertThat(log.length()).isLessThan(50_000);
            assertThat(log).containsPattern("\\[\\.\\.\\. 59\\d{6} bytes left out \\.\\.\\.\\]");
        }
    }

    /** A submission can read its own log's pipe, just when the parent has seen something in it. */
    @Test
    void doesNotWaitForWhatWasTakenBack() throws Exception {
        var code =
                """
                import os, sys
                sys.path.insert(0, sys.argv[1])
                import gradebox_call
                source, sink = os.pipe()
                printed = gradebox_call.Printed(source)
                printed.room = 0
                print(printed.pass_on())
                """;
        var runtime = folder.resolve("runtime").toString();
        var python =
                new ProcessBuilder(
                                System.getProperty("gradebox.python", "python3"),
                                "-B",
                                "-c",
                                code,
                                runtime)
                        .redirectErrorStream(true)
                        .start();
        try {
            assertThat(python.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(python.inputReader().lines()).containsExactly("1");
        } finally {
            python.destroyForcibly();
        }
    }

    @Test
    void keepsAllOfWhatIsNoFlood() throws Exception {
        var code = "def say(n):\n    for i in range(n): print('line %05d' % i, flush=True)";
        try (var process = process(code);
                var session = process.begin(LONG)) {
            call(session, "say", new Value.Int(2_900)); // 32 KB
            session.finish();
            assertThat(logEndingWith(process, "line 02899\n").lines()).hasSize(2_900);
        }
    }

    /** Wait for what was printed: it comes by another stream than answers do. */
    private static String logEndingWith(StudentProcess process, String end) throws Exception {
        for (int i = 0; i < 500 && !process.log().endsWith(end); i++) {
            Thread.sleep(10);
        }
        assertThat(process.log()).endsWith(end);
        return process.log();
    }

    @Test
    void startsNumPysOwnGeneratorAnewInEachCheck() throws Exception {
        var code = "import numpy\ndef draw(): return float(numpy.random.random())";
        try (var process = process(code, "numpy")) {
            var drawn = new HashSet<Answer>();
            for (int i = 0; i < 3; i++) {
                try (var session = process.begin(LONG)) {
                    drawn.add(call(session, "draw"));
                    session.seed(5);
                    drawn.add(call(session, "draw"));
                    session.finish();
                }
            }
            assertThat(drawn).hasSize(4); // three of its own, and one that the seed stands for
        }
    }

    @Test
    void holdsAValueThatSeveralCallsShare() throws Exception {
        try (var process = process("def grow(x):\n    x.append(1)\n    return len(x)");
                var session = process.begin(LONG)) {
            var held = (Answer.Returned) session.hold(new Value.Sequence(List.of()));
            assertThat(call(session, "grow", held.value())).isEqualTo(returned(new Value.Int(1)));
            assertThat(call(session, "grow", held.value())).isEqualTo(returned(new Value.Int(2)));
            assertThat(session.get(new Target.Of((Value.Handle) held.value(), ""), false))
                    .isEqualTo(
                            returned(
                                    new Value.Sequence(
                                            List.of(new Value.Int(1), new Value.Int(1)))));
        }
    }

    @Test
    void tellsWhatTheStudentsCodeRaisedAndWhere() throws Exception {
        var code =
                """
                def half(x):
                    if x < 0:
                        raise ValueError('no negative numbers')
                    return x / 2
                """;
        try (var process = process(code);
                var session = process.begin(LONG)) {
            var raised = raised(call(session, "half", new Value.Int(-1)));
            assertThat(raised.type()).isEqualTo("ValueError");
            assertThat(raised.message()).isEqualTo("no negative numbers");
            assertThat(raised.traceback())
                    .isEqualTo(
                            "solution.py, line 3, in half\n    raise ValueError('no negative numbers')");
            assertThat(call(session, "half", new Value.Int(1)))
                    .isEqualTo(returned(new Value.Real(0.5)));
        }
    }

    @Test
    void tellsThatANameIsMissing() throws Exception {
        try (var process = process("x = 1");
                var session = process.begin(LONG)) {
            assertThat(raised(call(session, "relu")).type()).isEqualTo("NoSuchName");
            assertThat(session.has(new Target.Name("relu")))
                    .isEqualTo(returned(new Value.Bool(false)));
        }
    }

    @Test
    void namesAModuleThatTheImageLacks() throws Exception {
        try (var process = process("import surely_not_there.at_all");
                var session = process.begin(LONG)) {
            assertThat(raised(session.load()).missingModule()).isEqualTo("surely_not_there");
        }
    }

    @Test
    void takesExitsAtImportAsTheStudentsException() throws Exception {
        try (var process = process("import sys; sys.exit(0)");
                var session = process.begin(LONG)) {
            assertThat(raised(session.load()).type()).isEqualTo("SystemExit");
        }
    }

    @Test
    void givesEachSessionAProcessWithoutTheLastOnesState() throws Exception {
        try (var process = process("n = 0\ndef up():\n    global n\n    n += 1\n    return n")) {
            for (int i = 0; i < 2; i++) {
                try (var session = process.begin(LONG)) {
                    assertThat(call(session, "up")).isEqualTo(returned(new Value.Int(1)));
                    assertThat(call(session, "up")).isEqualTo(returned(new Value.Int(2)));
                    session.finish();
                }
            }
            assertThat(process.sandboxesOpened()).isEqualTo(1);
        }
    }

    @Test
    void sharesOneProcessWhereTheAuthorSaysSo() throws Exception {
        var code =
                "n = 0\ndef up():\n    global n\n    n += 1\n    return n\ndef end():\n    import os; os._exit(1)";
        try (var process = sharedProcess(code)) {
            for (int i = 1; i <= 2; i++) {
                try (var session = process.begin(LONG)) {
                    assertThat(call(session, "up")).isEqualTo(returned(new Value.Int(i)));
                    session.finish();
                }
            }
            try (var session = process.begin(LONG)) {
                assertThatThrownBy(() -> call(session, "end")).isInstanceOf(CallFailure.class);
            }
            try (var session = process.begin(LONG)) {
                assertThat(call(session, "up")).isEqualTo(returned(new Value.Int(1)));
            }
            assertThat(process.sandboxesOpened()).isEqualTo(2);
        }
    }

    @Test
    void printsAndInputHaveNoEffectOnAnswers() throws Exception {
        var code =
                """
                import os, sys
                print('RESULT: 100')
                def f():
                    print('GBX1 all passed'); sys.stdout.flush()
                    os.write(1, b'GBX1' * 1000)
                    return sys.stdin.read()
                """;
        try (var process = process(code);
                var session = process.begin(LONG)) {
            assertThat(call(session, "f")).isEqualTo(returned(new Value.Text("")));
            session.finish();
            assertThat(process.log()).contains("RESULT: 100").contains("all passed");
        }
    }

    @Test
    void timesOutAndGivesTheNextCheckAFreshSandbox() throws Exception {
        try (var process = process("def spin():\n    while True: pass\ndef one(): return 1")) {
            try (var session = process.begin(Duration.ofMillis(600))) {
                assertThatThrownBy(() -> call(session, "spin"))
                        .isInstanceOfSatisfying(
                                CallFailure.class,
                                failure ->
                                        assertThat(failure.kind())
                                                .isEqualTo(CallFailure.Kind.TIMED_OUT));
                assertThatThrownBy(() -> call(session, "one")).isInstanceOf(CallFailure.class);
            }
            try (var session = process.begin(LONG)) {
                assertThat(call(session, "one")).isEqualTo(returned(new Value.Int(1)));
            }
            assertThat(process.sandboxesOpened()).isEqualTo(2);
        }
    }

    @Test
    void aProcessThatEndsItselfFailsTheCheck() throws Exception {
        try (var process = process("import os\ndef quit(): os._exit(0)");
                var session = process.begin(LONG)) {
            assertThatThrownBy(() -> call(session, "quit"))
                    .isInstanceOfSatisfying(
                            CallFailure.class,
                            failure ->
                                    assertThat(failure.kind()).isEqualTo(CallFailure.Kind.CRASHED))
                    .hasMessage("its process ended by itself, with exit code 0");
        }
    }

    @Test
    void namesTheSignalThatEndedAProcess() throws Exception {
        try (var process =
                        process(
                                "import os, signal\ndef die(): os.kill(os.getpid(), signal.SIGSEGV)");
                var session = process.begin(LONG)) {
            assertThatThrownBy(() -> call(session, "die"))
                    .hasMessage("its process was ended by signal 11");
        }
    }

    @Test
    void seedsPythonsGenerator() throws Exception {
        try (var process = process("import random\ndef draw(): return random.random()");
                var session = process.begin(LONG)) {
            session.seed(7);
            var first = call(session, "draw");
            session.seed(7);
            assertThat(call(session, "draw")).isEqualTo(first);
            assertThat(call(session, "draw")).isNotEqualTo(first);
        }
    }

    @Test
    void refusesAnImageWithoutAPreloadedModule() throws Exception {
        try (var process = process("x = 1", "surely_not_there")) {
            assertThatThrownBy(() -> process.begin(LONG))
                    .isInstanceOf(SandboxException.class)
                    .hasMessageContaining("surely_not_there");
        }
    }

    @Test
    void aValueThatIsTooLargeIsTheStudentsException() throws Exception {
        try (var process =
                        process(
                                "def long(): return 'x' * 100000\ndef wide(): return list(range(10**6))");
                var session = process.begin(LONG)) {
            assertThat(raised(call(session, "long")).type()).isEqualTo("TooLarge");
            assertThat(raised(call(session, "wide")).type()).isEqualTo("TooLarge");
        }
    }

    @Test
    void endlessNestingIsTheStudentsException() throws Exception {
        try (var process = process("def f():\n    x = []\n    x.append(x)\n    return x");
                var session = process.begin(LONG)) {
            assertThat(raised(call(session, "f")).type()).isEqualTo("TooLarge");
        }
    }

    @Test
    void runsProgramsAndPutsFilesWhereTheyFindThem() throws Exception {
        var work = Files.createDirectory(folder.resolve("programs"));
        var script = "open('out', 'wb').write(open('in', 'rb').read()[::-1])";
        try (var process = process("x = 1");
                var session = process.begin(LONG)) {
            session.put(work + "/in", new byte[] {1, 2, 3}, false);
            var exit = session.run(List.of("python3", "-c", script), Map.of(), work.toString());
            assertThat(exit).isEqualTo(returned(new Value.Int(0)));
            assertThat(work.resolve("out")).hasBinaryContent(new byte[] {3, 2, 1});
            assertThat(session.fetch(work + "/none", 10)).isEqualTo(returned(new Value.None()));
        }
    }

    @Test
    void aParentThatIsNotTheFirstProcessClaimsNothing() throws Exception {
        var plain = write("def one(): return 1");
        var spec =
                new SandboxSpec(
                        plain.name(),
                        plain.image(),
                        plain.limits(),
                        plain.gpu(),
                        plain.mounts(),
                        Map.of("GRADEBOX_UNCONFINED", "0"));
        try (var process = process(spec, StudentModule.submission("solution"))) {
            for (int i = 1; i <= 2; i++) {
                process.begin(LONG).finish();
                assertThat(process.sandboxesOpened()).isEqualTo(i);
            }
        }
    }

    @Test
    void cleansUpNothingOutsideASandbox() throws Exception {
        var bystander = new ProcessBuilder("sleep", "60").start();
        var file = Files.createTempFile("gradebox-bystander", "");
        try (var process = process("def one(): return 1");
                var session = process.begin(LONG)) {
            assertThat(call(session, "one")).isEqualTo(returned(new Value.Int(1)));
            session.finish();
            assertThat(bystander.isAlive()).isTrue();
            assertThat(file).exists();
        } finally {
            bystander.destroy();
            Files.delete(file);
        }
    }
}
