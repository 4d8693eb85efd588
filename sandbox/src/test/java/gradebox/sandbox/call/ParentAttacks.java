package gradebox.sandbox.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks the parent of a check: process 1, which nothing in its sandbox may look into or stop. */
abstract class ParentAttacks extends StudentAttackBench {
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
}
