package gradebox.sandbox.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Attacks the parent of a check, and what comes after it, from within a real sandbox: every engine
 * whose sandboxes have a process 1 of our own withstands them.
 */
public abstract class StudentSandboxAttacks extends RemnantAttacks {
    @Test
    void tellsHowAProcessDied() throws Exception {
        var code =
                """
                def leave():
                    os._exit(3)

                def shoot():
                    os.kill(os.getpid(), signal.SIGKILL)

                def traced():
                    import ctypes
                    ctypes.CDLL(None).ptrace(0, 0, 0, 0)
                    os.kill(os.getpid(), signal.SIGUSR1)
                    os._exit(4)
                """;
        try (var own = own();
                var process = process(own, code)) {
            assertThatThrownBy(() -> call(process, "leave")).hasMessageContaining("exit code 3");
            assertThatThrownBy(() -> call(process, "shoot")).hasMessageContaining("signal 9");
            assertThatThrownBy(
                            () -> {
                                try (var session = process.begin(Duration.ofSeconds(2))) {
                                    session.call(
                                            new Target.Name("traced"), List.of(), Map.of(), false);
                                }
                            })
                    .isInstanceOf(CallFailure.class);
        }
    }

    @Test
    void aWorkerThatMemoryEndedIsNamedAndBlamesNoLaterCheck() throws Exception {
        var code =
                """
                def lose_a_worker():
                    worker = os.fork()
                    if not worker:
                        hoard = []
                        while True:
                            hoard.append(b"x" * (8 << 20))
                    return os.waitpid(worker, 0)[1]

                def tell():
                    raise RuntimeError("a worker died") if lose_a_worker() else None

                def leave():
                    os._exit(3)
                """;
        try (var own = own();
                var process = process(own, code)) {
            assertThatThrownBy(() -> call(process, "tell"))
                    .isInstanceOfSatisfying(
                            CallFailure.class,
                            failure ->
                                    assertThat(failure.kind())
                                            .isEqualTo(CallFailure.Kind.OUT_OF_MEMORY));
            assertThat(call(process, "lose_a_worker")).isInstanceOf(Answer.Returned.class);
            assertThatThrownBy(() -> call(process, "leave")).hasMessageContaining("exit code 3");
        }
    }

    @Test
    void namesTheLimitOfProcesses() throws Exception {
        var code =
                """
                def fork():
                    while os.fork():
                        pass
                    time.sleep(60)

                def thread():
                    import threading
                    while True:
                        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
                """;
        try (var own = own();
                var process = process(own, code)) {
            for (var function : List.of("fork", "thread")) {
                assertThat(call(process, function))
                        .isInstanceOfSatisfying(
                                Answer.Raised.class,
                                raised ->
                                        assertThat(raised.message())
                                                .contains("limit of processes and threads"));
            }
        }
    }

    @Test
    void oneSandboxServesEveryGraderInTurn() throws Exception {
        var code = "def one():\n    return 'one'\n";
        try (var own = own()) {
            var spec = spec(code);
            for (int grader = 0; grader < 3; grader++) {
                try (var process =
                        own.open(spec, List.of("numpy"), StudentModule.submission("solution"))) {
                    assertThat(call(process, "one")).isEqualTo(text("one"));
                    assertThat(process.sandboxesOpened()).isEqualTo(grader == 0 ? 1 : 0);
                }
            }
        }
    }

    @Test
    void twoProcessesAtATimeHaveTwoSandboxes() throws Exception {
        var code =
                "def note():\n    open('/tmp/note', 'a').write('x')\n    return open('/tmp/note').read()\n";
        var module = StudentModule.submission("solution");
        try (var own = own()) {
            var spec = spec(code);
            try (var here = own.open(spec, List.of(), module);
                    var elsewhere = own.open(spec, List.of(), module);
                    var first = here.begin(LONG);
                    var second = elsewhere.begin(LONG)) {
                for (var session : List.of(first, second)) {
                    assertThat(session.call(new Target.Name("note"), List.of(), Map.of(), false))
                            .isEqualTo(text("x"));
                }
            }
        }
    }

    @Test
    void allSessionsTogetherHaveOneBudget() throws Exception {
        var code = "def nap():\n    time.sleep(2)\n    return 'slept'\n";
        try (var own = new StudentSandboxes(factory(), Duration.ofSeconds(3))) {
            try (var process = process(own, code)) {
                assertThat(call(process, "nap")).isEqualTo(text("slept"));
            }
            try (var process = process(own, code)) {
                assertThatThrownBy(() -> call(process, "nap"))
                        .isInstanceOfSatisfying(
                                CallFailure.class,
                                failure ->
                                        assertThat(failure.kind())
                                                .isEqualTo(CallFailure.Kind.TIMED_OUT));
                assertThatThrownBy(() -> call(process, "nap")).hasMessageContaining("used up");
            }
        }
    }

    @Test
    void bigArraysGoThroughTheParentUnharmed() throws Exception {
        var code = "def same(x):\n    return x\n";
        var numbers = new double[(64 << 20) / 8];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i * 1.25;
        }
        var array = Value.Array.ofDoubles(List.of((long) numbers.length), numbers);
        try (var own = own();
                var process = process(own, code);
                var session = process.begin(Duration.ofSeconds(60))) {
            var answer = session.call(new Target.Name("same"), List.of(array), Map.of(), false);
            assertThat(((Answer.Returned) answer).value()).isEqualTo(array);
            session.finish();
        }
    }
}
