package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every exit code, told by a process. */
@Execution(ExecutionMode.CONCURRENT)
class ExitCodeTest {

    @TempDir Path work;

    @BeforeEach
    void handIn() throws IOException {
        for (var name : List.of("right", "wrong", "broken", "buggy", "engineless", "slow")) {
            Files.writeString(work.resolve(name), "");
        }
    }

    @Test
    void is0WhenAllIsGraded() throws Exception {
        var result = grade("right", "wrong");

        assertThat(result.err()).contains("Grading 2 submissions");
        assertThat(result.out()).contains("right", "wrong", "2 graded");
        assertThat(result.code()).isZero();
    }

    @Test
    void is1ForABug() throws Exception {
        var result = run("grade", "bug", "right", "-o", "out");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .contains("this is a bug in gradebox", "the pretended bug", "its stack trace is in")
                .doesNotContain("\tat ");
        try (var bugs = Files.list(work.resolve("state/bugs"))) {
            assertThat(bugs)
                    .singleElement()
                    .satisfies(bug -> assertThat(bug).content().contains("\tat gradebox.cli."));
        }
    }

    @Test
    void is1ForAnErrorOfTheJvm() throws Exception {
        assertThat(run("grade", "error", "right", "-o", "out").code()).isEqualTo(1);
    }

    @Test
    void is2ForWrongUsage() throws Exception {
        var result = run("grade", "hw");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("gradebox: ", "Try: gradebox grade --help");
    }

    @Test
    void is2ForACalibrationOfOneSeed() throws Exception {
        var result = run("calibrate", "hw", "--seeds", "1");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("gradebox: --seeds takes a number from 2 on, not 1\n");
    }

    @Test
    void is4ForACalibrationWithoutAReference() throws Exception {
        var result = run("calibrate", "hw");

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err())
                .isEqualTo(
                        "gradebox: course/hw: names no reference solution; add `reference:"
                                + " FOLDER`\n");
    }

    @Test
    void is2ForWhatOnlyOneOfTwoPackagesTakes() throws Exception {
        var both = run("package", "hw", "--public", "--limit", "3/d", "-o", "x.zip");
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("--public is for students");
        assertThat(run("package", "hw", "--setup", "-o", "x.zip").code()).isEqualTo(2);
    }

    @Test
    void is2ForAnEngineWhereThereShallBeNone() throws Exception {
        var both =
                run("selfcheck", "bundle.zip", "mine.py", "--no-isolation", "--engine", "docker");
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("--no-isolation uses no engine");
    }

    @Test
    void is2ForGradingWithoutIsolation() throws Exception {
        var choice = new EngineChoice(Map.of(), new ShippedRecipes(work));
        for (var name : List.of("local", "none", "no-isolation")) {
            assertThatThrownBy(() -> choice.connect(name)).isInstanceOf(UsageException.class);
        }
        assertThat(run("grade", "hw", "right", "-o", "out", "--no-isolation").code()).isEqualTo(2);
    }

    @Test
    void is2ForAFileThatIsNotThere() throws Exception {
        var result = grade("nobody");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("gradebox: nobody: there is no such file or folder\n");
    }

    @Test
    void is2ForAnOutputFolderThatIsNotOurs() throws Exception {
        Files.writeString(Files.createDirectory(work.resolve("out")).resolve("thesis.tex"), "");

        assertThat(grade("right").code()).isEqualTo(2);
    }

    @Test
    void is2ForOneSubmissionThatIsTwo() throws Exception {
        var result = grade("right", "wrong", "--one");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("--one takes one path");
    }

    @Test
    void is2ForResultsWhereAStudentCouldHavePutThem() throws Exception {
        Files.writeString(Files.createDirectories(work.resolve("in/out")).resolve("run.json"), "");

        var result = run("grade", "hw", "in", "-o", "in/out");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("in/out lies in in, which is graded");
    }

    @Test
    void is3WhenASubmissionHasNoScore() throws Exception {
        var result = grade("right", "broken");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).contains("To be graded again: broken");
    }

    @Test
    void is3RatherThan6() throws Exception {
        assertThat(grade("wrong", "buggy", "--fail-under", "1").code()).isEqualTo(3);
    }

    @Test
    void aGradersOwnBugIsNoScoreAndNeverZero() throws Exception {
        var result = grade("right", "buggy");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.err()).contains("buggy: the grader g broke");
        assertThat(work.resolve("out/grades.csv")).content().contains("buggy,,,,,2,no-score,");
        assertThat(work.resolve("out/gradebox.log")).content().contains("pretended bug");
    }

    @Test
    void is4ForAnInvalidAssignmentAndEveryProblemIsTold() throws Exception {
        var result = run("grade", "other", "right", "-o", "out");

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.err())
                .isEqualTo("gradebox: hw.yaml:3:1: no title\ngradebox: hw.yaml:9:1: no rubric\n");
    }

    @Test
    void is5WithoutAnEngine() throws Exception {
        var result = grade("right", "--engine", "abacus");

        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err()).isEqualTo("gradebox: there is no engine abacus\n");
    }

    @Test
    void is5WhenTheEngineGoesAway() throws Exception {
        var result = grade("engineless", "-j", "1");

        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err()).contains("no engine answers", "1 not graded: engineless");
    }

    @Test
    void is5WhereSandboxesAreNotWhatTheirEnginePromises() throws Exception {
        var result = grade("right", "--engine", "loose");

        assertThat(result.code()).isEqualTo(5);
        assertThat(result.err())
                .contains(
                        "gradebox: nothing is graded: a sandbox of pretended is not what it"
                                + " promises (user: expected 10001:10001, found 0:0); run gradebox"
                                + " doctor\n",
                        "1 not graded: right");
    }

    @Test
    void is6WhenAScoreIsBelowTheLimit() throws Exception {
        assertThat(grade("right", "wrong", "--fail-under", "0.5").code()).isEqualTo(6);
        assertThat(grade("right", "--fail-under", "2").code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void is130WhenInterruptedAndWhatIsFinishedStays(String signal) throws Exception {
        var process = start("grade", "hw", "right", "slow", "wrong", "-o", "out", "-j", "1");

        var result =
                process.awaitFile(work.resolve("out/submissions/right/report.json"))
                        .signal(signal)
                        .await();

        assertThat(result.code()).isEqualTo(130);
        assertThat(result.out()).contains("right").doesNotContain("slow");
        assertThat(result.err()).contains("2 not graded: slow, wrong", "The same command");
        assertThat(work.resolve("out/grades.csv")).content().contains("right");
    }

    @Test
    void continuesWhereAnInterruptedRunWas() throws Exception {
        start("grade", "hw", "right", "slow", "-o", "out", "-j", "1")
                .awaitFile(work.resolve("out/submissions/right/report.json"))
                .signal("INT")
                .await();
        var early = run("publish", "out", "-o", "replay.zip");
        assertThat(early.code()).isEqualTo(2);
        assertThat(early.err()).contains("out: the run was stopped, slow is not graded");

        var result = grade("right", "wrong");

        assertThat(result.code()).isZero();
        assertThat(result.err()).contains("Grading 1 submission", "1 unchanged");
        assertThat(result.out()).contains("right", "wrong");
    }

    @Test
    void refusesAFolderThatAnotherGradeboxWritesTo() throws Exception {
        var first = start("grade", "hw", "right", "slow", "-o", "out", "-j", "1");
        first.awaitFile(work.resolve("out/submissions/right/report.json"));

        var second = grade("wrong");
        first.signal("INT").await();

        assertThat(second.code()).isEqualTo(2);
        assertThat(second.err()).contains("another gradebox (process ");
    }

    @Test
    void printsTheStackTraceOfAUsersErrorOnlyWhenAsked() throws Exception {
        assertThat(run("grade", "other", "right", "-o", "o", "--stacktrace").err())
                .contains("\tat gradebox.cli.");
    }

    @Test
    void mainPrintsItsVersion() throws Exception {
        var result = GradeboxProcess.start(Main.class, work, Map.of(), "--version").await();

        assertThat(result.out()).matches("gradebox \\d+\\.\\d+\\.\\d+\n");
        assertThat(result.code()).isZero();
    }

    private GradeboxProcess.Result grade(String... arguments) throws Exception {
        var all = new ArrayList<>(List.of("grade", "hw", "-o", "out"));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    private GradeboxProcess.Result run(String... arguments) throws Exception {
        return start(arguments).await();
    }

    private GradeboxProcess start(String... arguments) throws IOException {
        return GradeboxProcess.start(PretendedMain.class, work, Map.of(), arguments);
    }
}
