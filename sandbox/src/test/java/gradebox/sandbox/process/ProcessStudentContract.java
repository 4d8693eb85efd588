package gradebox.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Limits;
import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.call.Answer;
import gradebox.sandbox.call.CallCaps;
import gradebox.sandbox.call.CallFailure;
import gradebox.sandbox.call.CallResources;
import gradebox.sandbox.call.StudentModule;
import gradebox.sandbox.call.StudentProcess;
import gradebox.sandbox.call.Target;
import gradebox.sandbox.call.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attacks what comes after a check where the parent of student code can be reached: whatever that
 * parent then says, the next check has a sandbox of its own. Run by {@link ProcessIT}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProcessStudentContract {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Limits LIMITS =
            new Limits(1, 512L << 20, 48, 32L << 20, Duration.ofMinutes(2));

    private static final String LOOK =
            """
            import os, signal, struct, tempfile, time

            def look():
                places = [os.getcwd(), tempfile.gettempdir(), "/dev/shm"]
                return str([os.listdir(place) for place in places])

            """;

    private ProcessEngine engine;
    private SandboxFactory sandboxes;

    @BeforeAll
    void connect() throws Exception {
        engine = ProcessEngine.connect();
        sandboxes = engine.sandboxes();
    }

    @AfterAll
    void disconnect() {
        sandboxes.close();
    }

    private StudentProcess process(Path folder, String code) throws Exception {
        var submission = Files.createDirectories(folder.resolve("submission"));
        var runtime = folder.resolve("runtime");
        Files.writeString(submission.resolve("solution.py"), LOOK + code);
        CallResources.stage(runtime);
        var spec =
                new SandboxSpec(
                        "hostile",
                        engine.image(),
                        LIMITS,
                        GpuRequest.NONE,
                        List.of(
                                new Mount(submission, CallResources.SUBMISSION),
                                new Mount(runtime, CallResources.FOLDER)),
                        Map.of());
        return StudentProcess.alone(
                sandboxes,
                spec,
                List.of(),
                CallCaps.DEFAULT,
                StudentModule.submission("solution"),
                Duration.ofMinutes(2));
    }

    /** Return a text that was answered, or what went wrong. */
    private static String call(StudentProcess process, String function) throws Exception {
        try (var session = process.begin(LONG)) {
            var answer = session.call(new Target.Name(function), List.of(), Map.of(), false);
            session.finish();
            return answer instanceof Answer.Returned returned
                            && returned.value() instanceof Value.Text text
                    ? text.value()
                    : answer.toString();
        } catch (CallFailure failure) {
            return failure.kind().toString();
        }
    }

    @Test
    void nothingOfACheckIsThereInTheNext(@TempDir Path folder) throws Exception {
        var code =
                """
                def leave():
                    for place in (os.getcwd(), tempfile.gettempdir(), "/dev/shm"):
                        open(place + "/note", "w").write("x")
                    if os.fork() == 0:
                        os.setsid()
                        while True:
                            time.sleep(0.01)
                            open("/dev/shm/alive", "w").write("x")
                    return "left"
                """;
        try (var process = process(folder, code)) {
            assertThat(call(process, "leave")).isEqualTo("left");
            assertThat(call(process, "look")).isEqualTo("[[], [], []]");
            assertThat(process.sandboxesOpened()).isEqualTo(2);
        }
    }

    @Test
    void whoeverKillsItsParentLosesItsOwnCheckOnly(@TempDir Path folder) throws Exception {
        var code =
                """
                def attack():
                    os.kill(os.getppid(), signal.SIGKILL)
                    time.sleep(10)
                """;
        try (var process = process(folder, code)) {
            assertThat(call(process, "attack")).isEqualTo("CRASHED");
            assertThat(call(process, "look")).isEqualTo("[[], [], []]");
        }
    }

    /** It answers the END that is to come in its parent's name, and keeps running. */
    @Test
    void aForgedCleanEndKeepsNoSandbox(@TempDir Path folder) throws Exception {
        var code =
                """
                def forge():
                    parent = os.getppid()
                    if os.fork() == 0:
                        os.kill(parent, signal.SIGSTOP)
                        time.sleep(0.5)
                        for fd in range(3, 20):
                            try:
                                end = os.open("/proc/%d/fd/%d" % (parent, fd), os.O_WRONLY | os.O_NONBLOCK)
                                os.write(end, b"GBX1")
                            except OSError:
                                pass
                        time.sleep(60)
                    return "forged"
                """;
        try (var process = process(folder, code)) {
            assertThat(call(process, "forge")).isNotEqualTo("[[], [], []]");
            assertThat(call(process, "look")).isEqualTo("[[], [], []]");
            assertThat(process.sandboxesOpened()).isEqualTo(2);
        }
    }

    @Test
    void nothingOfTheMachineIsToBeHad(@TempDir Path folder) throws Exception {
        var secret = Files.writeString(folder.resolve("secret"), "s");
        assertThat(secret.toFile().setReadable(true, false)).isTrue();
        assertThat(folder.toFile().setExecutable(true, false)).isTrue();
        var code =
                """
                def reach():
                    got = []
                    for path in ("%s", "/proc/1/cmdline", "/proc/1/environ", "/etc/shadow", "/root", "/run", "/tmp"):
                        try:
                            os.listdir(path) if os.path.isdir(path) else open(path).read()
                            got.append(path)
                        except OSError:
                            pass
                    for number in (0, 9):
                        try:
                            os.kill(1, number)
                            got.append("signal %%d" %% number)
                        except PermissionError:
                            pass
                    try:
                        os.setuid(0)
                        got.append("root")
                    except OSError:
                        pass
                    return str(got)
                """
                        .formatted(secret);
        try (var process = process(folder, code)) {
            assertThat(call(process, "reach")).isEqualTo("[]");
        }
    }
}
