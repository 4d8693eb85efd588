package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.docker.LeftBehind;
import gradebox.steps.CrashAt;
import gradebox.steps.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run that dies at any of its steps is continued by the same command, and in the end nobody can
 * tell: the results are those of a run that nothing disturbed, byte for byte apart from times.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(1_200)
class CrashIT {
    private static final int KILLED = 137;

    /** Several runs at a time on a machine that may be busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int AT_A_TIME = 3;

    /** Steps that come once for each submission or sandbox: the second time matters, too. */
    private static final List<Step> REPEATED =
            List.of(
                    Step.SANDBOX_OPENED,
                    Step.GRADER_ENDED,
                    Step.RESULT_DRAFTED,
                    Step.RESULT_NAMED,
                    Step.REPORT_NAMED);

    private FaultyRuns runs;
    private Map<String, String> undisturbed;

    @BeforeAll
    void gradeUndisturbed(@TempDir Path work) throws Exception {
        runs = FaultyRuns.in(work.toRealPath());
        undisturbed = runs.grade("undisturbed", "--root-seed", "published");
        assertThat(undisturbed.get("grades.csv"))
                .contains(
                        "ada,,,,6,6,graded", "ben,,,,3,6", "cleo,,,,1,6", "torn,,,,0,6,unreadable");
    }

    @Test
    void aCrashAtAnyStepLeavesNoTrace() throws Exception {
        var crashes = new ArrayList<Callable<String>>();
        for (var step : Step.values()) {
            crashes.add(() -> crash(step, 1));
        }
        REPEATED.forEach(step -> crashes.add(() -> crash(step, 2)));
        try (var threads = Executors.newFixedThreadPool(AT_A_TIME)) {
            for (var crash : threads.invokeAll(crashes)) {
                assertThat(crash.get()).isNotEmpty();
            }
        }
    }

    /** Crash, continue, and compare. */
    private String crash(Step step, int time) throws Exception {
        var where = step.word() + ":" + time;
        var own = runs.apart(where.replace(':', '-'));
        // The secret is made only where none is said.
        var ofItsOwn = step == Step.SEED_DRAFTED || step == Step.SEED_KEPT;
        var seed = ofItsOwn ? new String[0] : new String[] {"--root-seed", "published"};

        var first = own.with(CrashAt.VARIABLE, where).start("out", seed);
        assertThat(first.await(PATIENCE).code()).as(where).isEqualTo(KILLED);
        var second = own.start("out", seed);
        var result = second.await(PATIENCE);

        assertThat(result.code()).as(where + ": " + result.err()).isZero();
        var expected = ofItsOwn ? own.grade("again") : undisturbed;
        assertThat(own.results("out")).as(where).isEqualTo(expected);
        assertThat(own.scratch()).as(where).isEmpty();
        assertThat(LeftBehind.by(first.pid(), System.getenv())).as(where).isEmpty();
        assertThat(LeftBehind.by(second.pid(), System.getenv())).as(where).isEmpty();
        if (ofItsOwn) {
            var seeds = own.folder("state/seeds");
            assertThat(seeds.toFile().list()).as(where).containsExactly("faults_hw1.seed");
        }
        return where;
    }

    @Test
    void aRealKillInTheMiddleLeavesNoTrace() throws Exception {
        var own = runs.apart("kill").withHung();
        var expected = own.grade("undisturbed", "--root-seed", "published");

        var first = own.start("out", "--root-seed", "published");
        first.awaitFile(own.folder("out/submissions/ada/report.json")).signal("KILL");
        assertThat(first.await().code()).isEqualTo(KILLED);
        assertThat(own.folder("out/class.json")).doesNotExist();
        assertThat(own.scratch()).isNotEmpty();

        var second = own.start("out", "--root-seed", "published");
        var result = second.await();

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("unchanged");
        assertThat(own.results("out")).isEqualTo(expected);
        assertThat(own.scratch()).isEmpty();
        assertThat(LeftBehind.by(first.pid(), System.getenv())).isEmpty();
    }

    @Test
    void aRunOfTheSameResultsIsNotGradedAgainAfterACrashAtItsVeryEnd() throws Exception {
        var own = runs.apart("end");
        own.with(CrashAt.VARIABLE, Step.CLASS_NAMED.word())
                .start("out", "--root-seed", "published")
                .await();
        var log = own.folder("out/submissions/ada/report.json");
        var before = Files.getLastModifiedTime(log);

        own.grade("out", "--root-seed", "published");

        assertThat(Files.getLastModifiedTime(log)).isEqualTo(before);
    }

    @Test
    void everyStepHasAWord() {
        assertThat(Arrays.stream(Step.values()).map(Step::word)).doesNotHaveDuplicates();
    }
}
