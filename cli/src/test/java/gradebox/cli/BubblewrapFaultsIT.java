package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.bubblewrap.BubblewrapEngine;
import gradebox.steps.CrashAt;
import gradebox.steps.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
 * The faults that depend on what sandboxes are made with, without Docker: {@link CrashIT} and
 * {@link FaultsIT} have all others. Needs root, to mount a small disk.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class BubblewrapFaultsIT {
    private static final int KILLED = 137;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final String[] PUBLISHED = {"--root-seed", "published"};
    private static final int AT_A_TIME = 3;

    /** With no sandbox, with one or two of them, and with results in every state. */
    private static final List<String> MOMENTS =
            List.of(
                    at(Step.DATA_MADE, 1),
                    at(Step.SANDBOX_OPENED, 2),
                    at(Step.GRADER_ENDED, 2),
                    at(Step.RESULT_NAMED, 1),
                    at(Step.CLASS_DRAFTED, 1));

    private FaultyRuns runs;
    private Map<String, String> undisturbed;

    private static String at(Step step, int time) {
        return step.word() + ":" + time;
    }

    @BeforeAll
    void gradeUndisturbed(@TempDir Path work) throws Exception {
        runs = FaultyRuns.in(work.toRealPath()).on("bubblewrap");
        undisturbed = runs.grade("undisturbed", PUBLISHED);
        assertThat(undisturbed.get("grades.csv"))
                .contains(
                        "ada,,,,6,6,graded", "ben,,,,3,6", "cleo,,,,1,6", "torn,,,,0,6,unreadable");
        assertThat(undisturbed.get("class.json")).contains("bubblewrap");
    }

    private static List<String> leftBehind(GradeboxProcess run) throws Exception {
        return BubblewrapEngine.connect(System.getenv()).ofProcess(run.pid());
    }

    @Test
    void aCrashLeavesNoTrace() throws Exception {
        var crashes = new ArrayList<Callable<String>>();
        MOMENTS.forEach(moment -> crashes.add(() -> crash(moment)));
        try (var threads = Executors.newFixedThreadPool(AT_A_TIME)) {
            for (var crash : threads.invokeAll(crashes)) {
                assertThat(crash.get()).isNotEmpty();
            }
        }
    }

    /** Crash, continue, and compare. */
    private String crash(String moment) throws Exception {
        var own = runs.apart(moment.replace(':', '-'));
        var first = own.with(CrashAt.VARIABLE, moment).start("out", PUBLISHED);
        assertThat(first.await(PATIENCE).code()).as(moment).isEqualTo(KILLED);
        var second = own.start("out", PUBLISHED);
        var result = second.await(PATIENCE);

        assertThat(result.code()).as(moment + ": " + result.err()).isZero();
        assertThat(own.results("out")).as(moment).isEqualTo(undisturbed);
        assertThat(own.scratch()).as(moment).isEmpty();
        assertThat(leftBehind(first)).as(moment).isEmpty();
        assertThat(leftBehind(second)).as(moment).isEmpty();
        return moment;
    }

    @Test
    void aRealKillInTheMiddleLeavesNoTrace() throws Exception {
        var own = runs.apart("kill").withHung();
        var first = own.start("out", PUBLISHED);
        own.awaitLog("out", first, "dora starts");
        first.awaitFile(own.folder("out/submissions/ada/report.json")).signal("KILL");
        assertThat(first.await().code()).isEqualTo(KILLED);
        assertThat(own.folder("out/class.json")).doesNotExist();

        var second = own.start("out", PUBLISHED);
        var result = second.await(PATIENCE);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.err()).contains("unchanged");
        assertThat(own.results("out")).containsAllEntriesOf(submissionsOf(undisturbed));
        assertThat(own.scratch()).isEmpty();
        assertThat(leftBehind(first)).isEmpty();
        assertThat(leftBehind(second)).isEmpty();
    }

    private static Map<String, String> submissionsOf(Map<String, String> results) {
        var those = new java.util.TreeMap<>(results);
        those.keySet().removeIf(name -> !name.startsWith("submissions/"));
        return those;
    }

    @Test
    void aRunWhoseDiskFillsUpStopsAndContinuesWhenThereIsRoom() throws Exception {
        var own = runs.apart("full").withSlow();
        try (var disk = SmallDisk.at(own.folder("out"), 100)) {
            var run = own.start("out", "--root-seed", "published", "-j", "1");
            run.awaitFile(own.folder("out/submissions/ada/report.json"));
            disk.fill();
            var stopped = run.await(PATIENCE);

            assertThat(stopped.code()).as(stopped.err()).isEqualTo(5);
            assertThat(stopped.err()).contains("make room there");
            assertThat(leftBehind(run)).isEmpty();

            disk.empty();
            assertThat(own.grade("out", PUBLISHED))
                    .containsAllEntriesOf(submissionsOf(undisturbed));
        }
    }
}
