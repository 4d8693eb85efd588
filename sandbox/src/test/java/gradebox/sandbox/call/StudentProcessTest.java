package gradebox.sandbox.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxSpec;
import java.math.BigInteger;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Talks to a real Python, as a plain process: what isolation adds is tested on real sandboxes. */
class StudentProcessTest extends StudentProcessBench {
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
