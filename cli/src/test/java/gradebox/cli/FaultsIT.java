package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults of the machine, and of its users. Needs root, to mount small disks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(900)
class FaultsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String[] PUBLISHED = {"--root-seed", "published"};

    private FaultyRuns runs;
    private Map<String, String> undisturbed;

    @BeforeAll
    void gradeUndisturbed(@TempDir Path work) throws Exception {
        runs = FaultyRuns.in(work.toRealPath());
        undisturbed = runs.grade("undisturbed", PUBLISHED);
    }

    @Test
    void aRunThatFindsTooLittleRoomForResultsDoesNotBegin() throws Exception {
        var own = runs.apart("small-out");
        try (var disk = SmallDisk.at(own.folder("out"), 40)) {
            var refused = own.start("out", PUBLISHED).await(PATIENCE);

            assertThat(refused.code()).as(refused.err()).isEqualTo(5);
            assertThat(refused.err()).contains("MiB left on its disk, and 64 MiB are needed");
            assertThat(own.folder("out/submissions")).doesNotExist();
            assertThat(own.scratch()).isEmpty();

            disk.resize(200);
            assertThat(own.grade("out", PUBLISHED)).isEqualTo(undisturbed);
        }
    }

    @Test
    void aRunWhoseDiskFillsUpStopsAndContinuesWhenThereIsRoom() throws Exception {
        var own = runs.apart("full-out").withSlow();
        var expected = own.grade("undisturbed", PUBLISHED);
        try (var disk = SmallDisk.at(own.folder("out"), 100)) {
            var run = own.start("out", "--root-seed", "published", "-j", "1");
            run.awaitFile(own.folder("out/submissions/ada/report.json"));
            disk.fill();
            var stopped = run.await(PATIENCE);

            assertThat(stopped.code()).as(stopped.err()).isEqualTo(5);
            assertThat(stopped.err()).containsPattern("make room there");
            assertThat(own.folder("out/submissions/ada/report.json")).exists();
            assertThat(drafts(own.folder("out"))).isZero();

            disk.empty();
            assertThat(own.grade("out", PUBLISHED)).isEqualTo(expected);
        }
    }

    @Test
    void aRunThatFindsTooLittleRoomForItsCopiesDoesNotBegin() throws Exception {
        var own = runs.apart("small-tmp");
        try (var disk = SmallDisk.at(own.folder("disk"), 60)) {
            var refused = own.temporary(own.folder("disk")).start("out", PUBLISHED).await(PATIENCE);

            assertThat(refused.code()).as(refused.err()).isEqualTo(5);
            assertThat(refused.err()).contains("MiB left on its disk, and 128 MiB are needed");
            assertThat(own.folder("out")).doesNotExist();

            disk.resize(300);
            assertThat(own.temporary(own.folder("disk")).grade("out", PUBLISHED))
                    .isEqualTo(undisturbed);
        }
    }

    @Test
    void aClockThatIsSetBackAndForthChangesNoDuration() throws Exception {
        var own = runs.apart("clock");
        var result = own.start(ShiftedMain.class, "out", PUBLISHED).await(PATIENCE);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(own.results("out")).isEqualTo(undisturbed);
        var report = report(own);
        assertThat(report.path("seconds").asDouble()).isBetween(0.5, 300.0);
        for (var submission : report.path("submissions")) {
            assertThat(submission.path("seconds").asDouble()).isBetween(0.0, 300.0);
        }
    }

    @Test
    void oneThatHangsCostsItsLimitAndNobodyElseAnything() throws Exception {
        var own = runs.apart("hung").withHung();
        own.grade("out", PUBLISHED);
        var report = report(own);

        for (var submission : report.path("submissions")) {
            boolean hangs = submission.path("id").asText().equals("dora");
            int timedOut = 0;
            for (var line : submission.path("lines")) {
                timedOut += line.path("reason").asText().equals("timed-out") ? 1 : 0;
            }
            assertThat(timedOut).as(submission.toString()).isEqualTo(hangs ? 2 : 0);
            if (hangs) {
                double limit = 2.0 * FaultyRuns.CHECK_SECONDS;
                assertThat(submission.path("seconds").asDouble()).isBetween(limit, limit + 10);
            }
        }
        assertThat(report.path("summary").path("graded").asInt()).isEqualTo(4);
    }

    @Test
    void theSecondOfTwoRunsOnOneFolderIsRefusedAndToldWhoHoldsIt() throws Exception {
        var own = runs.apart("two").withHung();
        var first = own.start("out", PUBLISHED);
        own.awaitLog("out", first, "dora starts");
        first.signal("STOP"); // so that it does not end before the other has begun

        var second = own.start("out", PUBLISHED).await(PATIENCE);
        first.signal("CONT");

        assertThat(second.code()).isEqualTo(2);
        assertThat(second.err())
                .contains("another gradebox (process " + first.pid() + ") is writing to");
        assertThat(first.await(PATIENCE).code()).isZero();
    }

    private static JsonNode report(FaultyRuns own) throws IOException {
        return new ObjectMapper().readTree(own.folder("out/class.json").toFile());
    }

    private static long drafts(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".tmp")).count();
        }
    }
}
