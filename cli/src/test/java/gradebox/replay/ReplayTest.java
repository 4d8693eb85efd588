package gradebox.replay;

import static gradebox.replay.ReplayBench.ADA;
import static gradebox.replay.ReplayBench.LI;
import static gradebox.replay.ReplayBench.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.output.ClassJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is packed of a run, and what is not. */
class ReplayTest {
    @TempDir private Path work;
    private ReplayBench bench;

    @BeforeEach
    void makeBench() {
        bench = new ReplayBench(work);
    }

    @Test
    void theSameRunIsTheSameBytes() throws Exception {
        var first = bench.submission("submission_501", ADA);
        bench.keep(report(first, "0.5"), report(bench.submission("submission_502", LI), "1"));

        var zips = List.of(work.resolve("a.zip"), work.resolve("b.zip"));
        for (var zip : zips) {
            Replay.of(bench.run()).write(zip);
        }
        assertThat(Files.mismatch(zips.getFirst(), zips.getLast())).isEqualTo(-1);
    }

    @Test
    void onlyTheProgramsAreForAnybody() throws Exception {
        bench.publishAda();
        try (var zip = ZipFile.builder().setPath(work.resolve("replay.zip")).get()) {
            for (var entry : Collections.list(zip.getEntries())) {
                var isData = entry.getName().startsWith("data/");
                assertThat(entry.getUnixMode() & 0777).isEqualTo(isData ? 0600 : 0755);
            }
            assertThat(zip.getEntry("run_autograder")).isNotNull();
            assertThat(zip.getEntry("setup.sh")).isNotNull();
        }
    }

    @Test
    void noNameOfAFileTellsWhoIsInTheClass() throws Exception {
        bench.publishAda();
        try (var files = Files.walk(bench.autograder().resolve("source"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("setup.sh", "run_autograder", "replay.py", "paths.json")
                    .noneMatch(name -> name.contains("501") || name.contains("ada"));
        }
    }

    @Test
    void aRunThatWasStoppedIsRefused() throws Exception {
        var done = report(bench.submission("submission_501", ADA), "0.5");
        bench.keep(done);
        Files.write(
                bench.run().resolve("class.json"),
                ClassJson.of(ReplayBench.of(done).stoppedBefore(List.of("submission_502"))));

        assertThatThrownBy(() -> Replay.of(bench.run()))
                .hasMessageContaining("the run was stopped, submission_502 is not graded");
    }

    @Test
    void resultsThatALaterRunLeftHalfWrittenAreRefused() throws Exception {
        bench.publishAda();
        var file = bench.run().resolve("submissions/submission_501/results.json");
        var text = Files.readString(file);
        for (var other :
                List.of(
                        text.replace("k of submission_501", "k2"),
                        text.replaceFirst("\"score\" : 15", "\"score\" : 16"),
                        text.replace(
                                "\"submission\" : \"submission_501\"", "\"submission\" : \"x\""))) {
            assertThat(other).isNotEqualTo(text);
            Files.writeString(file, other);
            assertThatThrownBy(() -> Replay.of(bench.run()))
                    .hasMessageContaining("results.json is not what report.json tells of");
        }
    }

    @Test
    void aRunOfWhichNothingCanBeFoundIsRefused() throws Exception {
        bench.keep(report(bench.submission("okafor_ada"), "1"));
        assertThatThrownBy(() -> Replay.of(bench.run()))
                .hasMessageContaining("nothing in it can be found on Gradescope");
    }
}
