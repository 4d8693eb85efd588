package gradebox.sandbox.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Prints a lot: the beginning and the end of it are kept, and the rest costs little. */
class PrintedTest extends StudentProcessBench {
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
}
