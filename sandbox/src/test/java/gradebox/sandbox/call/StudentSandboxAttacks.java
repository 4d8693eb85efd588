package gradebox.sandbox.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Attacks the parent of a check, and what comes after it, from within a real sandbox: every engine
 * whose sandboxes have a process 1 of our own withstands them.
 */
public abstract class StudentSandboxAttacks {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Limits LIMITS =
            new Limits(1, 512L << 20, 48, 32L << 20, Duration.ofMinutes(2));

    @TempDir Path folder;

    /** Return the factory under attack; the suite closes it never. */
    protected abstract SandboxFactory factory();

    /** Return what its sandboxes run on. */
    protected abstract Image image();

    private SandboxSpec spec(String code) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var submission = Files.createDirectories(folder.resolve("submission"));
        var runtime = folder.resolve("runtime");
        Files.writeString(submission.resolve("solution.py"), code);
        CallResources.stage(runtime);
        return new SandboxSpec(
                "hostile",
                image(),
                LIMITS,
                GpuRequest.NONE,
                List.of(
                        new Mount(submission, CallResources.SUBMISSION),
                        new Mount(runtime, CallResources.FOLDER)),
                Map.of());
    }

    private StudentProcess process(StudentSandboxes own, String code) throws Exception {
        return own.open(
                spec("import os, re, signal, sys, time, resource\n" + code),
                List.of("numpy"),
                StudentModule.submission("solution"));
    }

    private StudentSandboxes own() {
        return new StudentSandboxes(factory(), Duration.ofMinutes(2));
    }

    private static Answer call(StudentProcess process, String function) throws Exception {
        try (var session = process.begin(LONG)) {
            var answer = session.call(new Target.Name(function), List.of(), Map.of(), false);
            session.finish();
            return answer;
        }
    }

    private static Answer.Returned text(String text) {
        return new Answer.Returned(new Value.Text(text));
    }

    @Test
    void theParentIsTheFirstProcessAndShowsNothing() throws Exception {
        var code =
                """
                def look():
                    seen = [os.getppid()]
                    for name in ("mem", "environ", "fd", "maps", "cwd", "oom_score_adj"):
                        path = "/proc/1/" + name
                        try:
                            if name == "fd":
                                os.listdir(path)
                            elif name == "cwd":
                                os.readlink(path)
                            else:
                                os.close(os.open(path, os.O_RDWR if name in ("mem", "oom_score_adj") else os.O_RDONLY))
                                if name == "maps":
                                    open(path).read(1)
                            seen.append(name)
                        except PermissionError:
                            pass
                    for fd in range(20):
                        for mode in (os.O_RDONLY, os.O_WRONLY):
                            try:
                                os.open("/proc/1/fd/%d" % fd, mode | os.O_NONBLOCK)
                                seen.append(fd)
                            except OSError:
                                pass
                    return str(seen)
                """;
        try (var own = own();
                var process = process(own, code)) {
            assertThat(call(process, "look")).isEqualTo(text("[1]"));
        }
    }

    @Test
    void aChildSharesNothingThatItCouldChange() throws Exception {
        var code =
                """
                def shared():
                    files = []
                    for name in sorted(os.listdir("/proc/self/fd"), key=int):
                        try:
                            files.append(os.readlink("/proc/self/fd/" + name))
                        except OSError:
                            pass  # the listing's own
                    maps = [line for line in open("/proc/self/maps") if line.split()[1][1::2] == "ws"]
                    return "%s|%s" % (files, maps)
                """;
        try (var own = own();
                var process = process(own, code)) {
            var first = ((Value.Text) ((Answer.Returned) call(process, "shared")).value()).value();
            var second = ((Value.Text) ((Answer.Returned) call(process, "shared")).value()).value();
            var pipes = Pattern.compile("pipe:\\[\\d+]");
            var before = pipes.matcher(first).results().map(MatchResult::group).toList();
            var after = pipes.matcher(second).results().map(MatchResult::group).toList();
            assertThat(process.sandboxesOpened()).isEqualTo(1);
            assertThat(before).hasSize(4).doesNotContainAnyElementsOf(after);
            // 0 reads nothing, 1 and 2 are one pipe, then requests and answers; no memory is shared
            assertThat(pipes.matcher(first).replaceAll("pipe"))
                    .isEqualTo("['/dev/null', 'pipe', 'pipe', 'pipe', 'pipe']|[]");
        }
    }

    @Test
    void noNameOfAnEarlierCheckIsFoundInMemory() throws Exception {
        var code =
                """
                NAME = "needle-" + "in-a-haystack-%d"

                def leave():
                    for i in range(2000):
                        open("/tmp/" + NAME % i, "w").close()
                    os.utime("/work", ns=(7, 123456789))
                    return "left"

                def search():
                    found = 0
                    with open("/proc/self/mem", "rb", 0) as memory:
                        for line in list(open("/proc/self/maps")):
                            parts = line.split()
                            if "r" in parts[1] and "[v" not in line:
                                start, end = (int(x, 16) for x in parts[0].split("-"))
                                try:
                                    memory.seek(start)
                                    block = memory.read(end - start)
                                except OSError:
                                    continue
                                found += len(re.findall(rb"hayst.ck-\\d+", block))
                    return "%d %d" % (found, os.stat("/work").st_mtime_ns)
                """;
        try (var own = own();
                var process = process(own, code)) {
            assertThat(call(process, "leave")).isEqualTo(text("left"));
            assertThat(call(process, "search")).isEqualTo(text("0 0"));
            assertThat(process.sandboxesOpened()).isEqualTo(1);
        }
    }

    @Test
    void whatIsPrintedReachesTheLogAndNoLaterCheck() throws Exception {
        var code =
                """
                def flood():
                    os.write(2, b"printed by the first\\n")
                    os.set_blocking(2, False)
                    try:
                        while True:
                            os.write(2, b"x" * 65536)
                    except BlockingIOError:
                        return "flooded"

                def read():
                    inside = os.open("/proc/self/fd/2", os.O_RDONLY | os.O_NONBLOCK)
                    try:
                        return repr(os.read(inside, 100))
                    except BlockingIOError:
                        return "nothing"
                """;
        try (var own = own();
                var process = process(own, code)) {
            assertThat(call(process, "flood")).isEqualTo(text("flooded"));
            assertThat(call(process, "read")).isEqualTo(text("nothing"));
            assertThat(process.log()).startsWith("printed by the first");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SIGKILL", "SIGSTOP", "SIGTERM", "SIGINT", "SIGSEGV", "SIGCHLD", "SIGALRM"})
    void noSignalReachesTheParent(String signal) throws Exception {
        var code =
                """
                def attack():
                    for _ in range(50):
                        os.kill(1, signal.%s)
                    return "done"
                """
                        .formatted(signal);
        try (var own = own();
                var process = process(own, code)) {
            assertThat(call(process, "attack")).isEqualTo(text("done"));
            assertThat(call(process, "attack")).isEqualTo(text("done"));
            assertThat(process.sandboxesOpened()).isEqualTo(1);
        }
    }

    @Test
    void nothingRunsOnAfterItsCheck() throws Exception {
        var code =
                """
                def leave():
                    for _ in range(3):
                        if os.fork() == 0:
                            os.setsid()
                            if os.fork():
                                os._exit(0)
                            signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
                            while True:
                                time.sleep(0.01)
                                open("/tmp/alive", "w").write("x")
                    return "left"

                def others():
                    time.sleep(0.3)
                    pids = [p for p in os.listdir("/proc") if p.isdigit() and int(p) not in (1, os.getpid())]
                    return "%s %s" % (pids, os.listdir("/tmp"))
                """;
        try (var own = own();
                var process = process(own, code)) {
            assertThat(call(process, "leave")).isEqualTo(text("left"));
            assertThat(call(process, "others")).isEqualTo(text("[] []"));
            assertThat(process.sandboxesOpened()).isEqualTo(1);
        }
    }

    @Test
    void aForkStormEndsWithItsCheck() throws Exception {
        var code =
                """
                def storm():
                    if os.fork() == 0:
                        while True:
                            try:
                                os.fork()
                            except OSError:
                                pass
                    time.sleep(0.5)
                    return "stormed"

                def calm():
                    return str(len([p for p in os.listdir("/proc") if p.isdigit()]))
                """;
        try (var own = own();
                var process = process(own, code)) {
            assertThat(call(process, "storm")).isEqualTo(text("stormed"));
            assertThat(call(process, "calm")).isEqualTo(text("2"));
        }
    }

    @Test
    void filesAndMessagesGoWithTheirCheck() throws Exception {
        var code =
                """
                PLACES = ("/tmp", "/work", "/dev/shm", "/dev/mqueue")

                def leave():
                    for place in PLACES:
                        try:
                            open(place + "/note", "w").write("x")
                            os.makedirs(place + "/deep/er")
                            open(place + "/deep/er/note", "w").write("x")
                        except OSError:
                            pass
                    return "left"

                def left():
                    return str([os.listdir(place) for place in PLACES])
                """;
        try (var own = own();
                var process = process(own, code)) {
            assertThat(call(process, "leave")).isEqualTo(text("left"));
            assertThat(call(process, "left")).isEqualTo(text("[[], [], [], []]"));
            assertThat(process.sandboxesOpened()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "os.mkdir('/tmp/shut'); open('/tmp/shut/note', 'w').close(); os.chmod('/tmp/shut', 0)",
                "resource.prlimit(1, resource.RLIMIT_CORE, (0, 0)); resource.prlimit(1, resource.RLIMIT_MSGQUEUE, (1234, 1234))",
                "os.sched_setaffinity(1, [min(os.sched_getaffinity(0))]) if len(os.sched_getaffinity(0)) > 1"
                        + " else os.setpriority(os.PRIO_PROCESS, 1, 5)",
                "os.setpriority(os.PRIO_PROCESS, 1, 5)",
                "os.chmod('/work', 0)",
                "os.chmod('/work', 0o711)",
                "import socket; a = socket.create_server(('127.0.0.1', 0)); socket.create_connection(a.getsockname()).close()",
                "import ctypes; assert ctypes.CDLL(None).shmget(77, 4096, 0o1600) >= 0",
            })
    void whatCannotBeTakenAwayCostsTheSandbox(String attack) throws Exception {
        var code = "def leave():\n    " + attack + "\n    return 'left'\n";
        try (var own = own();
                var process = process(own, code)) {
            assertThat(call(process, "leave")).isEqualTo(text("left"));
            assertThat(call(process, "leave")).isEqualTo(text("left"));
            assertThat(process.sandboxesOpened()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import ctypes; assert ctypes.CDLL(None).syscall(251, 1, 1, (2 << 13) | 7) == 0",
                "os.setxattr('/work', 'user.note', b'x')",
            })
    void whatTheFilterRefusesCostsNothing(String attack) throws Exception {
        var code = "def leave():\n    " + attack + "\n    return 'left'\n";
        try (var own = own();
                var process = process(own, code)) {
            assertThat(call(process, "leave")).isInstanceOf(Answer.Raised.class);
            assertThat(call(process, "leave")).isInstanceOf(Answer.Raised.class);
            assertThat(process.sandboxesOpened()).isEqualTo(1);
        }
    }

    @Test
    void aForgedEndIsAViolation() throws Exception {
        var code =
                """
                import struct

                def forge():
                    frame = struct.pack(">4sBQ16sIQ", b"GBX1", 68, 9, b"x" * 16, 2, 0) + b"{}"
                    for fd in range(3, 64):
                        try:
                            os.write(fd, frame)
                        except OSError:
                            pass
                    return "forged"
                """;
        try (var own = own();
                var process = process(own, code)) {
            assertThatThrownBy(() -> call(process, "forge"))
                    .isInstanceOfSatisfying(
                            CallFailure.class,
                            failure ->
                                    assertThat(failure.kind())
                                            .isEqualTo(CallFailure.Kind.VIOLATION));
        }
    }

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
