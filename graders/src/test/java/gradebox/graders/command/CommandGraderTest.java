package gradebox.graders.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.graders.LocalBench;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Failed;
import gradebox.grading.Outcome.Passed;
import gradebox.grading.Outcome.Reason;
import gradebox.sandbox.call.StudentSandboxes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandGraderTest {
    private static final String RUN = "\"run\": [\"python3\", \"/submission/solution.py\"]";
    private static final String PRINTS = RUN + ", \"expect\": {\"stdout\": \"expected.txt\"}";

    @TempDir Path folder;
    private LocalBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new LocalBench(folder);
        bench.file("expected.txt", "one\ntwo\nthree\n");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Outcome grade(String settings, String code) throws Exception {
        var definition = bench.definition("program", "command", "{" + settings + "}", "run");
        try (var grader = new CommandProvider().create(definition)) {
            var results = grader.grade(bench.submission(code), bench.workbench()).results();
            assertThat(results).hasSize(1);
            assertThat(results.getFirst().check()).isEqualTo("program/run");
            return results.getFirst().outcome();
        }
    }

    private static Failed wrong(String feedback) {
        return new Failed(Reason.WRONG, feedback);
    }

    @Test
    void aProgramThatExitsWithZeroPasses() throws Exception {
        assertThat(grade(RUN, "print('whatever')")).isEqualTo(new Passed());
    }

    @Test
    void programsOfOneSubmissionHaveOneBudget() throws Exception {
        var definition = bench.definition("program", "command", "{" + RUN + "}", "run");
        var submission = bench.submission("import time; time.sleep(1.5)");
        var alone = bench.workbench();
        try (var own = new StudentSandboxes(alone.sandboxes(), Duration.ofSeconds(2));
                var grader = new CommandProvider().create(definition)) {
            var together = alone.sharing(own);
            assertThat(grader.grade(submission, together).results().getFirst().outcome())
                    .isEqualTo(new Passed());
            assertThat(grader.grade(submission, together).results().getFirst().outcome())
                    .isEqualTo(new Failed(Reason.TIMED_OUT, "Your program did not end in time."));
        }
    }

    @Test
    void anotherExitCodeFailsWithWhatWasWrittenToStandardError() throws Exception {
        assertThat(grade(RUN, "import sys; print('oh', file=sys.stderr); sys.exit(3)"))
                .isEqualTo(wrong("Your program should exit with 0, and exited with 3.\noh\n"));
    }

    @Test
    void theExpectedExitCodeMayBeAnother() throws Exception {
        String settings = RUN + ", \"expect\": {\"exit\": 3}";
        assertThat(grade(settings, "import sys; sys.exit(3)")).isEqualTo(new Passed());
        assertThat(grade(settings, ""))
                .isEqualTo(wrong("Your program should exit with 3, and exited with 0.\n"));
    }

    @Test
    void anExceptionIsAnExitCodeWithItsTraceback() throws Exception {
        assertThat(grade(RUN, "raise ValueError('no')"))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed ->
                                assertThat(failed.feedback())
                                        .startsWith(
                                                "Your program should exit with 0, and exited with 1.")
                                        .endsWith("ValueError: no\n"));
    }

    @Test
    void aSignalIsACrash() throws Exception {
        assertThat(grade(RUN, "import os; os.kill(os.getpid(), 11)"))
                .isEqualTo(new Failed(Reason.CRASHED, "Your program was ended by signal 11."));
    }

    @Test
    void theSameOutputPasses() throws Exception {
        assertThat(grade(PRINTS, "print('one\\ntwo\\nthree')")).isEqualTo(new Passed());
    }

    @Test
    void lineEndsAndTrailingWhiteSpaceDoNotCount() throws Exception {
        assertThat(
                        grade(
                                PRINTS,
                                "import sys; sys.stdout.buffer.write(b'one  \\r\\ntwo\\t\\nthree\\n\\n \\n')"))
                .isEqualTo(new Passed());
    }

    @Test
    void leadingWhiteSpaceCounts() throws Exception {
        assertThat(grade(PRINTS, "print('\\none\\ntwo\\nthree')"))
                .isEqualTo(wrong("What your program prints is wrong in line 1: "));
        assertThat(grade(PRINTS, "print('one\\n two\\nthree')"))
                .isEqualTo(wrong("What your program prints is wrong in line 2:  two"));
    }

    @Test
    void theFirstDifferentLineIsNamedAndWhatIsExpectedIsNot() throws Exception {
        assertThat(grade(PRINTS, "print('one\\nzwei\\ndrei')"))
                .isEqualTo(wrong("What your program prints is wrong in line 2: zwei"));
        assertThat(grade(PRINTS, "print('x' * 1000)"))
                .isEqualTo(
                        wrong(
                                "What your program prints is wrong in line 1: "
                                        + "x".repeat(200)
                                        + "…"));
    }

    @Test
    void outputThatIsTooShortOrTooLongSaysWhere() throws Exception {
        assertThat(grade(PRINTS, "print('one\\ntwo')"))
                .isEqualTo(
                        wrong(
                                "What your program prints ends after line 2 where more is expected."));
        assertThat(grade(PRINTS, ""))
                .isEqualTo(
                        wrong(
                                "What your program prints ends after line 0 where more is expected."));
        assertThat(grade(PRINTS, "print('one\\ntwo\\nthree\\nfour')"))
                .isEqualTo(
                        wrong(
                                "What your program prints goes on after line 3 where nothing more is"
                                        + " expected."));
    }

    @Test
    void nothingMayBeExpected() throws Exception {
        bench.file("expected.txt", "\n");
        assertThat(grade(PRINTS, "")).isEqualTo(new Passed());
        assertThat(grade(PRINTS, "print(1)"))
                .isEqualTo(
                        wrong(
                                "What your program prints goes on after line 0 where nothing more is"
                                        + " expected."));
    }

    @Test
    void standardInputComesFromAFile() throws Exception {
        bench.file("input.txt", "3\n2\n1\n");
        bench.file("expected.txt", "[1, 2, 3]\n");
        String settings = PRINTS + ", \"stdin\": \"input.txt\"";
        String code = "import sys; print(sorted(int(line) for line in sys.stdin))";
        assertThat(grade(settings, code)).isEqualTo(new Passed());
        assertThat(grade(PRINTS, code))
                .isEqualTo(wrong("What your program prints is wrong in line 1: []"));
    }

    @Test
    void inputThatIsNeverReadDoesNotHoldTheProgramUp() throws Exception {
        bench.file("input.txt", "x\n".repeat(1 << 20));
        assertThat(grade(RUN + ", \"stdin\": \"input.txt\"", "print('done')"))
                .isEqualTo(new Passed());
    }

    @Test
    void aProgramThatTakesLongerThanItMayTimesOut() throws Exception {
        long started = System.nanoTime();
        var outcome = grade(RUN + ", \"within\": \"500ms\"", "import time; time.sleep(60)");
        assertThat(outcome)
                .isEqualTo(new Failed(Reason.TIMED_OUT, "Your program did not end in time."));
        assertThat(System.nanoTime() - started).isLessThan(8_000_000_000L);
    }

    @Test
    void aFloodThatEndsPassesOnlyWhereOutputIsNotCompared() throws Exception {
        String flood = "print('x' * (1 << 21))";
        assertThat(grade(PRINTS, flood)).isEqualTo(wrong("Your program printed more than 1 MiB."));
        assertThat(grade(RUN, flood)).isEqualTo(new Passed());
    }

    @Test
    void aFloodWithoutEndTimesOut() throws Exception {
        assertThat(grade(PRINTS + ", \"within\": \"2s\"", "while True: print('x' * 10000)"))
                .isEqualTo(new Failed(Reason.TIMED_OUT, "Your program did not end in time."));
    }

    @Test
    void outputThatIsNoTextIsCompared() throws Exception {
        assertThat(grade(PRINTS, "import sys; sys.stdout.buffer.write(b'\\xff\\xfe')"))
                .isEqualTo(wrong("What your program prints is wrong in line 1: \ufffd\ufffd"));
    }

    @Test
    void aProgramThatIsNotThereIsAnExitCode() throws Exception {
        assertThat(grade("\"run\": [\"/submission/run\"]", ""))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed ->
                                assertThat(failed.feedback())
                                        .startsWith(
                                                "Your program should exit with 0, and exited with 127."));
    }

    @Test
    void refusesAnotherCheckThanRun() throws Exception {
        var definition = bench.definition("program", "command", "{" + RUN + "}", "run", "prints");
        assertThatThrownBy(() -> new CommandProvider().create(definition))
                .isInstanceOf(InvalidAssignmentException.class)
                .hasMessage(
                        "the rubric names program/prints; a command grader's one check is program/run");
    }

    @Test
    void refusesExpectedOutputThatIsNoText() throws Exception {
        Files.write(folder.resolve("expected.txt"), new byte[] {(byte) 0xff});
        var definition = bench.definition("program", "command", "{" + PRINTS + "}", "run");
        assertThatThrownBy(() -> new CommandProvider().create(definition))
                .isInstanceOf(InvalidAssignmentException.class)
                .hasMessageContaining("expected.txt: cannot be read as UTF-8 text");
    }
}
