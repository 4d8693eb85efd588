package gradebox.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** State what every sandbox does, whatever it is made of; one test a rule. */
@Timeout(120)
public abstract class SandboxContract {
    private static final int MB = 1 << 20;

    /** Return the factory under test; the suite closes it never. */
    protected abstract SandboxFactory factory();

    /** Return a factory that a test may close. */
    protected abstract SandboxFactory anotherFactory() throws Exception;

    /** Return a spec with default limits that the factory can open. */
    protected abstract SandboxSpec spec(String name, Mount... mounts);

    protected final Sandbox open(String name, String... argv) throws Exception {
        return factory().open(spec(name), List.of(argv));
    }

    protected final Sandbox python(String name, String program) throws Exception {
        return open(name, "python3", "-u", "-c", program);
    }

    protected final ExecResult run(String... argv) throws Exception {
        return factory().run(spec("run"), List.of(argv), seconds(60), 1 << 20);
    }

    protected final ExecResult runPython(String program) throws Exception {
        return run("python3", "-c", program);
    }

    protected static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    protected static Deadline in(long seconds) {
        return Deadline.after(seconds(seconds));
    }

    protected static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    protected static String text(ExecResult result) {
        return new String(result.output(), StandardCharsets.UTF_8);
    }

    protected static List<String> sorted(String lines) {
        return Arrays.stream(lines.split("\n")).sorted().toList();
    }

    protected static String readLine(Sandbox sandbox) throws Exception {
        var line = new StringBuilder();
        var one = ByteBuffer.allocate(1);
        while (sandbox.receive(one.clear(), in(30)) > 0 && one.get(0) != '\n') {
            line.append((char) one.get(0));
        }
        return line.toString();
    }

    @Test
    void handsBackWhatTheProgramWrites() throws Exception {
        try (var sandbox = open("echo", "cat")) {
            sandbox.send(bytes("hello\n"), in(10));

            assertThat(readLine(sandbox)).isEqualTo("hello");
            assertThat(sandbox.name()).isEqualTo("echo");
        }
    }

    @Test
    void closingTheInputLetsTheProgramSeeItsEnd() throws Exception {
        try (var sandbox = open("end", "cat")) {
            sandbox.send(bytes("last words"), in(10));
            sandbox.closeInput();

            assertThat(readLine(sandbox)).isEqualTo("last words");
            assertThat(sandbox.receive(ByteBuffer.allocate(1), in(10))).isEqualTo(-1);
            assertThat(sandbox.await(in(10))).contains(new Termination.Exited(0));
        }
    }

    @Test
    void receivesNoMoreThanFits() throws Exception {
        try (var sandbox = open("pieces", "printf", "abcdef")) {
            while (sandbox.unread() < 6) {
                Thread.sleep(5);
            }
            var small = ByteBuffer.allocate(4);

            assertThat(sandbox.receive(small, in(10))).isEqualTo(4);
            assertThat(new String(small.array(), StandardCharsets.UTF_8)).isEqualTo("abcd");
            assertThat(sandbox.unread()).isEqualTo(2);
        }
    }

    @Test
    void receivingEndsAtTheDeadlineWhenNothingComes() throws Exception {
        try (var sandbox = open("silent", "sleep", "60")) {
            var soon = Deadline.after(Duration.ofMillis(100));

            assertThatThrownBy(() -> sandbox.receive(ByteBuffer.allocate(1), soon))
                    .isInstanceOf(DeadlineException.class);
        }
    }

    @Test
    void sendingEndsAtTheDeadlineWhenNobodyReads() throws Exception {
        try (var sandbox = open("deaf", "sleep", "60")) {
            var large = ByteBuffer.allocate(64 * MB);

            assertThatThrownBy(() -> sandbox.send(large, in(2)))
                    .isInstanceOf(DeadlineException.class);
        }
    }

    @Test
    void whatAProgramThatIsGoneWouldHaveReadIsDropped() throws Exception {
        try (var sandbox = open("gone", "true")) {
            assertThat(sandbox.await(in(30))).contains(new Termination.Exited(0));

            var left = ByteBuffer.allocate(4 * MB);
            sandbox.send(left, in(5));

            assertThat(left.hasRemaining()).isFalse();
            assertThat(sandbox.receive(ByteBuffer.allocate(1), in(5))).isEqualTo(-1);
        }
    }

    @Test
    void tellsTheExitCode() throws Exception {
        assertThat(run("sh", "-c", "exit 3").termination()).isEqualTo(new Termination.Exited(3));
        assertThat(run("/no/such/program").termination()).isEqualTo(new Termination.Exited(127));
    }

    @Test
    void tellsTheSignalThatEndedTheProgram() throws Exception {
        var killed = runPython("import os; os.kill(os.getpid(), 9)");
        var aborted = runPython("import os; os.abort()");

        assertThat(killed.termination()).isEqualTo(new Termination.Signalled(9));
        assertThat(aborted.termination()).isEqualTo(new Termination.Signalled(6));
    }

    @Test
    void awaitingAProgramThatStillRunsGivesNothing() throws Exception {
        try (var sandbox = open("running", "sleep", "60")) {
            assertThat(sandbox.await(Deadline.after(Duration.ofMillis(100)))).isEmpty();
        }
    }

    @Test
    void killsTheProgramWhenItsLifeIsOver() throws Exception {
        var brief = spec("brief").within(spec("brief").limits().withWall(seconds(1)));
        long started = System.nanoTime();

        try (var sandbox = factory().open(brief, List.of("sleep", "60"))) {
            assertThat(sandbox.await(in(30))).contains(new Termination.TimedOut());
        }
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(seconds(6));
    }

    @Test
    void runningEndsAtItsLimit() throws Exception {
        var result = factory().run(spec("late"), List.of("sleep", "60"), seconds(1), 100);

        assertThat(result.termination()).isEqualTo(new Termination.TimedOut());
        assertThat(result.wall()).isBetween(seconds(1), seconds(6));
    }

    @Test
    void runningEndsAtItsLimitEvenIfTheProgramFloods() throws Exception {
        var result = factory().run(spec("gush"), List.of("yes"), seconds(1), 100);

        assertThat(result.termination()).isEqualTo(new Termination.TimedOut());
        assertThat(result.wall()).isBetween(seconds(1), seconds(6));
    }

    @Test
    void runningKeepsOutputAndLogApart() throws Exception {
        var result = run("sh", "-c", "echo out; echo err >&2; echo more");

        assertThat(text(result)).isEqualTo("out\nmore\n");
        assertThat(result.log()).isEqualTo("err\n");
        assertThat(result.truncated()).isFalse();
    }

    @Test
    void runningKeepsALargeOutputWhole() throws Exception {
        var program = List.of("head", "-c", String.valueOf(8 * MB), "/dev/zero");
        var result = factory().run(spec("large"), program, seconds(30), 16 * MB);

        assertThat(result.output()).hasSize(8 * MB);
        assertThat(result.truncated()).isFalse();
    }

    @Test
    void runningCutsTheOutputAtItsCap() throws Exception {
        var result = factory().run(spec("cut"), List.of("seq", "2000000"), seconds(30), 1000);

        assertThat(text(result)).hasSize(1000).startsWith("1\n2\n3\n");
        assertThat(result.truncated()).isTrue();
    }

    @Test
    void capsALogThatIsFlooded() throws Exception {
        var result =
                runPython(
                        """
                        import sys
                        print("first", file=sys.stderr)
                        for _ in range(200):
                            sys.stderr.write("x" * (1 << 20))
                        print("last", file=sys.stderr)
                        """);

        assertThat(result.termination()).isEqualTo(new Termination.Exited(0));
        assertThat(result.log()).hasSizeBetween(60_000, 66_000);
        assertThat(result.log())
                .startsWith("first\n")
                .endsWith("last\n")
                .contains("bytes left out");
    }

    @Test
    void decodesALogThatIsNoText() throws Exception {
        var result = run("sh", "-c", "printf 'a\\377b' >&2");

        assertThat(result.log()).isEqualTo("a\ufffdb");
    }

    @Test
    void closesAtOnceWhileAnUnreadProgramFloods() throws Exception {
        var sandbox = open("flood", "yes");
        while (!sandbox.overflowed()) {
            Thread.sleep(10);
        }
        long started = System.nanoTime();
        sandbox.close();

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(seconds(2));
        assertThat(sandbox.unread()).isLessThanOrEqualTo(1 << 16);
    }

    @Test
    void keepsWhatIsAllowedAndRemembersThatThereWasMore() throws Exception {
        try (var sandbox = open("allowed", "sh", "-c", "read go; head -c 1000 /dev/zero")) {
            sandbox.allow(100);
            sandbox.send(bytes("go\n"), in(10));
            sandbox.await(in(30));

            assertThat(sandbox.receive(ByteBuffer.allocate(2000), in(10))).isEqualTo(100);
            assertThat(sandbox.receive(ByteBuffer.allocate(2000), in(10))).isEqualTo(-1);
            assertThat(sandbox.overflowed()).isTrue();
        }
    }

    @Test
    void sendsToAProgramThatFloodsBeforeItReads() throws Exception {
        try (var sandbox =
                python(
                        "talker",
                        """
                        import sys
                        for _ in range(32):
                            sys.stdout.write("y" * (1 << 20)); sys.stderr.write("z" * (1 << 20))
                        n = len(sys.stdin.buffer.read())
                        sys.stderr.write(f"read {n}")
                        """)) {
            sandbox.send(ByteBuffer.allocate(16 * MB), in(30));
            sandbox.closeInput();
            sandbox.await(in(30));

            assertThat(sandbox.log()).endsWith("read " + 16 * MB);
        }
    }

    @Test
    void carriesALargeArrayThereAndBackUnchanged() throws Exception {
        var sent = new byte[64 * MB];
        new Random(7).nextBytes(sent);

        try (var sandbox = open("mirror", "cat")) {
            sandbox.allow(sent.length);
            var sending =
                    new FutureTask<>(
                            () -> {
                                sandbox.send(ByteBuffer.wrap(sent), in(60));
                                return "sent";
                            });
            Thread.ofVirtual().start(sending);
            var back = ByteBuffer.allocate(sent.length);
            while (back.hasRemaining() && sandbox.receive(back, in(60)) > 0) {
                assertThat(back.position()).isPositive();
            }

            assertThat(sending.get()).isEqualTo("sent");
            assertThat(DigestUtils.sha256Hex(back.array())).isEqualTo(DigestUtils.sha256Hex(sent));
            assertThat(sandbox.overflowed()).isFalse();
        }
    }

    @Test
    void givesTheEnvironmentThatWasAskedFor() throws Exception {
        var plain = spec("environment");
        var spec =
                new SandboxSpec(
                        plain.name(),
                        plain.image(),
                        plain.limits(),
                        plain.gpu(),
                        plain.mounts(),
                        Map.of("COURSE", "6.7960"));
        var result = factory().run(spec, List.of("env"), seconds(30), 10_000);

        assertThat(text(result).lines())
                .contains("COURSE=6.7960", "PYTHONHASHSEED=0", "PYTHONDONTWRITEBYTECODE=1")
                .anyMatch(line -> line.startsWith("OMP_NUM_THREADS="));
    }

    @Test
    void showsTheMountsThatWereAskedFor(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("answer.txt"), "42");
        var spec = spec("mounted", new Mount(readable(folder), "/given"));
        var result = factory().run(spec, List.of("cat", "/given/answer.txt"), seconds(30), 100);

        assertThat(text(result)).isEqualTo("42");
    }

    /** Let the sandbox's own user in: temporary folders of tests are their owner's only. */
    protected static Path readable(Path folder) {
        assertThat(folder.toFile().setReadable(true, false)).isTrue();
        assertThat(folder.toFile().setExecutable(true, false)).isTrue();
        return folder.toAbsolutePath();
    }

    @Test
    void anArgumentNeverMeetsAShell() throws Exception {
        var result = run("printf", "%s", "$(id); `id` && 'x' \"y\"");

        assertThat(text(result)).isEqualTo("$(id); `id` && 'x' \"y\"");
    }

    @Test
    void worksInItsWorkingFolder() throws Exception {
        var result = run("sh", "-c", "echo kept > note && cat note");

        assertThat(text(result)).isEqualTo("kept\n");
    }

    @Test
    void closesTwiceWithoutComplaint() throws Exception {
        var sandbox = open("twice", "sleep", "60");
        sandbox.close();
        sandbox.close();

        assertThat(sandbox.receive(ByteBuffer.allocate(1), in(5))).isEqualTo(-1);
    }

    @Test
    void closesEvenWhereTheThreadIsInterrupted() throws Exception {
        var sandbox = open("interrupted", "sleep", "60");
        Thread.currentThread().interrupt();
        sandbox.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(sandbox.receive(ByteBuffer.allocate(1), in(5))).isEqualTo(-1);
    }

    @Test
    void anInterruptEndsAWait() throws Exception {
        try (var sandbox = open("waiting", "sleep", "60")) {
            var waiting = new FutureTask<>(() -> sandbox.await(in(60)));
            var thread = Thread.ofPlatform().start(waiting);
            Thread.sleep(100);
            thread.interrupt();

            assertThatThrownBy(waiting::get).hasCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void closingTheFactoryClosesWhatIsOpen() throws Exception {
        Sandbox left;
        try (var mine = anotherFactory()) {
            left = mine.open(spec("left"), List.of("sleep", "60"));
        }

        assertThat(left.receive(ByteBuffer.allocate(1), in(5))).isEqualTo(-1);
        left.close();
    }

    @Test
    void manyThreadsOpenSandboxesAtOnce() throws Exception {
        int threads = 6;
        var barrier = new CyclicBarrier(threads);
        try (var pool = Executors.newFixedThreadPool(threads)) {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                String word = "word" + i;
                answers.add(
                        pool.submit(
                                () -> {
                                    barrier.await();
                                    return text(run("printf", word));
                                }));
            }
            for (int i = 0; i < threads; i++) {
                assertThat(answers.get(i).get()).isEqualTo("word" + i);
            }
        }
    }

    @Test
    void noMemoryWasShortWhereNoneWas() throws Exception {
        try (var sandbox = open("modest", "true")) {
            Optional<Termination> end = sandbox.await(in(30));

            assertThat(end).contains(new Termination.Exited(0));
            assertThat(sandbox.ranOutOfMemory()).isFalse();
        }
    }
}
