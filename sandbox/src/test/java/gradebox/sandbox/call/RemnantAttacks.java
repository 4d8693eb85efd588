package gradebox.sandbox.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tries to leave something behind for the checks that come after. */
abstract class RemnantAttacks extends ParentAttacks {
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
                "open('/proc/self/autogroup', 'w').write('5')",
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
}
