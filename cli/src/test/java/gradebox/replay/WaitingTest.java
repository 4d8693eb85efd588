package gradebox.replay;

import static gradebox.replay.ReplayBench.ADA;
import static gradebox.replay.ReplayBench.CHANGED;
import static gradebox.replay.ReplayBench.CODE;
import static gradebox.replay.ReplayBench.LI;
import static gradebox.replay.ReplayBench.metadata;
import static gradebox.replay.ReplayBench.previous;
import static gradebox.replay.ReplayBench.report;
import static gradebox.replay.ReplayBench.showsNoScore;
import static gradebox.replay.ReplayBench.waits;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.output.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a submission that waits is shown: the result before, where there is one. */
class WaitingTest {
    @TempDir private Path work;
    private ReplayBench bench;

    @BeforeEach
    void makeBench() {
        bench = new ReplayBench(work);
    }

    @Test
    void whatWaitsKeepsTheResultBefore() throws Exception {
        bench.publishAda();
        var before = previous(bench.kept("submission_501"));
        var shown = bench.show(metadata(900, before, ADA), CHANGED);
        var kept = (ObjectNode) shown.result();
        var expected = (ObjectNode) Json.read(bench.kept("submission_501"));

        waits(shown, "It is not what was graded");
        assertThat(shown.text()).contains("the result of an earlier submission");
        for (var result : List.of(kept, expected)) {
            ((ObjectNode) result.path("extra_data")).remove("gradebox_replay");
            result.remove("output");
        }
        assertThat(kept).isEqualTo(expected);
        assertThat(kept.path("tests")).hasSize(2);
        assertThat(kept.path("leaderboard")).hasSize(1);
    }

    @Test
    void theNoteIsNotWrittenTwice() throws Exception {
        bench.publishAda();
        var result = (ObjectNode) Json.read(bench.kept("submission_501"));
        result.put("output", "Left out: x").put("output_format", "html");
        var once = bench.show(metadata(900, previous(Json.write(result)), ADA), CHANGED);
        var twice = bench.show(metadata(901, previous(once.bytes().orElseThrow()), ADA), CHANGED);

        assertThat(twice.result()).isEqualTo(once.result());
        assertThat(twice.text()).endsWith("earlier submission.<br><br>Left out: x");
    }

    @Test
    void aNoteOfThePackagedAutograderGoesWhereItsResultIsKept() throws Exception {
        bench.publishAda();
        var result = (ObjectNode) Json.read(bench.kept("submission_501"));
        result.put("output", "Too many submissions\n\nLeft out: x");
        ((ObjectNode) result.path("extra_data"))
                .putObject("gradebox_autograder")
                .put("output", "Left out: x");
        var shown = bench.show(metadata(900, previous(Json.write(result)), ADA), CHANGED);

        assertThat(shown.text()).endsWith("earlier submission.\n\nLeft out: x");
        assertThat(shown.result().path("extra_data").has("gradebox_autograder")).isTrue();
    }

    @Test
    void whatShowedNoScoreIsNoResultToKeep() throws Exception {
        var broken = report(bench.submission("submission_502", LI), null);
        bench.publish(report(bench.submission("submission_501", ADA), "1"), broken);
        var waited = bench.show(metadata(900, "", ADA), CHANGED).bytes().orElseThrow();

        for (var nothing : List.of(waited, bench.kept("submission_502"))) {
            var shown = bench.show(metadata(901, previous(nothing), ADA), CHANGED);
            waits(shown, "It is not what was graded");
            showsNoScore(shown);
            assertThat(shown.text()).doesNotContain("earlier submission");
        }
    }

    @Test
    void theLastOfThePreviousThatHasAResultCounts() throws Exception {
        bench.publishAda();
        var plain = "{\"tests\": [{\"score\": 1}]}";
        var list =
                previous("{\"score\": 3}".getBytes(StandardCharsets.UTF_8))
                        + ", {\"score\": \"4.5\", \"results\": "
                        + plain
                        + "}, {\"score\": 0, \"autograder_error\": true, \"results\": {\"score\": 9}},"
                        + " {\"score\": 2}, {\"results\": {\"output\": \"no score\"}}, null";
        var shown = bench.show(metadata(900, list, ADA), CHANGED).result();

        assertThat(shown.path("score").decimalValue()).isEqualByComparingTo("4.5");
        assertThat(shown.path("tests").toString()).isEqualTo("[{\"score\":1}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"tests\": 3}",
                "{\"tests\": [3]}",
                "{\"score\": 1, \"extra_data\": []}",
                "{\"score\": 1, \"output\": {}}",
                "{\"score\": true}",
                "{\"tests\": [{}]}",
                "[]",
                "\"text\""
            })
    void whatIsNoResultIsNotKept(String results) throws Exception {
        bench.publishAda();
        var list = "{\"score\": null, \"results\": %s}".formatted(results);
        var shown = bench.show(metadata(900, list, ADA), CHANGED);

        waits(shown, "It is not what was graded");
        showsNoScore(shown);
    }

    @Test
    void whatHasNoVerdictWaits() throws Exception {
        var replayed =
                bench.publish(
                        report(bench.submission("submission_501", ADA), null),
                        report(bench.submission("submission_502", LI), "1"));

        assertThat(replayed.shown()).isEqualTo(1);
        assertThat(replayed.notes())
                .containsExactly("submission_501 has no score: what is there waits");
        var shown = bench.show(metadata(501, previous(bench.kept("submission_502")), ADA), CODE);
        waits(shown, "The machine that grades failed");
        assertThat(shown.result().path("score").asInt()).isEqualTo(20);
    }
}
