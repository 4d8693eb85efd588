package gradebox.replay;

import static gradebox.replay.ReplayBench.ADA;
import static gradebox.replay.ReplayBench.CODE;
import static gradebox.replay.ReplayBench.LI;
import static gradebox.replay.ReplayBench.metadata;
import static gradebox.replay.ReplayBench.previous;
import static gradebox.replay.ReplayBench.report;
import static gradebox.replay.ReplayBench.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.grading.Person;
import gradebox.grading.Submission;
import gradebox.grading.Submission.Contents;
import gradebox.output.Json;
import gradebox.replay.ReplayBench.Shown;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayTest {
    private static final String CHANGED = CODE + "# better\n";

    @TempDir private Path work;
    private ReplayBench bench;

    @BeforeEach
    void makeBench() {
        bench = new ReplayBench(work);
    }

    private void isShown(Shown shown, String id) throws Exception {
        assertThat(shown.code()).as(shown.said()).isZero();
        assertThat(shown.bytes().orElseThrow()).isEqualTo(bench.kept(id));
    }

    private static void waits(Shown shown, String why) throws Exception {
        assertThat(shown.code()).as(shown.said()).isZero();
        assertThat(shown.text()).startsWith("This submission waits to be graded. " + why);
        assertThat(mark(shown).path("status").asText()).isEqualTo("waiting");
    }

    private static JsonNode mark(Shown shown) throws Exception {
        return shown.result().path("extra_data").path("gradebox_replay");
    }

    private static void showsNoScore(Shown shown) throws Exception {
        assertThat(shown.result().path("tests"))
                .hasSize(2)
                .allMatch(test -> !test.has("score"))
                .extracting(test -> test.path("visibility").asText())
                .containsExactly("visible", "hidden");
        assertThat(shown.result().path("visibility").asText()).isEqualTo("hidden");
    }

    private void publishAda() throws Exception {
        bench.publish(report(bench.submission("submission_501", ADA), "0.5"));
    }

    @Test
    void aResultIsFoundByTheSubmissionsId() throws Exception {
        publishAda();
        isShown(bench.show(metadata(501, "", "renamed@x.edu"), CODE), "submission_501");
    }

    @Test
    void anotherUploadOfTheSameIsFoundByItsPeople() throws Exception {
        bench.publish(report(bench.submission("submission_501", ADA, LI), "0.5"));

        isShown(bench.show(metadata(900, "", "LI@X.edu ", ADA), CODE), "submission_501");
        isShown(bench.show(metadata(900, "", ADA, LI, ADA), CODE), "submission_501");
        waits(bench.show(metadata(900, "", ADA), CODE), "It was handed in after");
        waits(bench.show(metadata(900, "", ADA, LI, "eve@x.edu"), CODE), "It was handed in after");
        waits(bench.show(metadata(900, "", ADA, ""), CODE), "It was handed in after");
    }

    @Test
    void whoeverHasNoAddressIsNotLeftOutOfThePeople() throws Exception {
        bench.publish(
                report(bench.submission("submission_501", ADA), "0.5"),
                report(bench.submission("submission_502", LI, ""), "1"));

        waits(bench.show(metadata(900, "", ADA, ""), CODE), "It was handed in after");
        waits(bench.show(metadata(900, "", LI), CODE), "It was handed in after");
        isShown(bench.show(metadata(502, "", LI), CODE), "submission_502");
    }

    @Test
    void aStrangersCopyOfTheSameFilesWaits() throws Exception {
        publishAda();
        var shown = bench.show(metadata(900, "", "eve@x.edu"), CODE);

        waits(shown, "It was handed in after");
        showsNoScore(shown);
        assertThat(new String(shown.bytes().orElseThrow(), StandardCharsets.UTF_8))
                .doesNotContain("501", "so much of it", "0.97");
    }

    @Test
    void whatHasChangedWaits() throws Exception {
        publishAda();
        waits(bench.show(metadata(501, "", ADA), CHANGED), "It is not what was graded");
        waits(bench.show(metadata(900, "", ADA), CHANGED), "It is not what was graded");
        Files.writeString(bench.autograder().resolve("submission/more.py"), "");
        waits(bench.show(metadata(501, "", ADA), CODE), "It is not what was graded");
    }

    @Test
    void whatWaitsKeepsTheResultBefore() throws Exception {
        publishAda();
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
        publishAda();
        var result = (ObjectNode) Json.read(bench.kept("submission_501"));
        result.put("output", "Left out: x").put("output_format", "html");
        var once = bench.show(metadata(900, previous(Json.write(result)), ADA), CHANGED);
        var twice = bench.show(metadata(901, previous(once.bytes().orElseThrow()), ADA), CHANGED);

        assertThat(twice.result()).isEqualTo(once.result());
        assertThat(twice.text()).endsWith("earlier submission.<br><br>Left out: x");
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
        publishAda();
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
        publishAda();
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

    @Test
    void amongSeveralOfTheSamePeopleTheLatestIsFoundByThem() throws Exception {
        var early = Instant.parse("2026-11-20T10:00:00Z");
        var other = bench.files(CHANGED);
        var replayed =
                bench.publish(
                        report(submission("submission_501", early, bench.files(CODE), ADA), "0.5"),
                        report(
                                submission("submission_502", early.plusSeconds(1), other, ADA),
                                "1"));

        assertThat(replayed.notes())
                .containsExactly(
                        "submission_501, submission_502 have the same people: by that,"
                                + " submission_502 is found, the latest");
        isShown(bench.show(metadata(501, "", ADA), CODE), "submission_501");
        isShown(bench.show(metadata(502, "", ADA), CHANGED), "submission_502");
        isShown(bench.show(metadata(900, "", ADA), CHANGED), "submission_502");
        waits(bench.show(metadata(900, "", ADA), CODE), "It is not what was graded");
    }

    @Test
    void chanceDoesNotDecideWhichIsTheLatest() throws Exception {
        var replayed =
                bench.publish(
                        report(bench.submission("submission_501", ADA), "0.5"),
                        report(bench.submission("submission_502", ADA), "1"));

        assertThat(replayed.notes().getFirst()).endsWith("none is found by that");
        isShown(bench.show(metadata(502, "", ADA), CODE), "submission_502");
        waits(bench.show(metadata(900, "", ADA), CODE), "It was handed in after");
    }

    @Test
    void whatCouldNotBeOpenedIsFoundByItsIdOnly() throws Exception {
        var torn = new Contents.Unreadable("it is damaged");
        bench.publish(report(submission("submission_501", null, torn, ADA), "0"));

        isShown(bench.show(metadata(501, "", ADA), CODE), "submission_501");
        waits(bench.show(metadata(900, "", ADA), CODE), "It was handed in after");
    }

    /** Canvas's ids are of people: as Gradescope's they would be a stranger's. */
    @Test
    void anotherPlatformsIdsAreNotGradescopes() throws Exception {
        var people = List.of(new Person("Ada", "", ""));
        var files = bench.files(CODE);
        var canvas = new Submission("adalovelace", "c/x.py", people, null, "501", files);
        var strange = new Submission("submission_502", "c/x.py", people, null, "77", files);
        var ours = report(bench.submission("submission_503"), "1");
        var replayed = bench.publish(report(canvas, "1"), ours, report(strange, "1"));

        assertThat(replayed.notes().getFirst())
                .startsWith("adalovelace, submission_502 cannot be found on Gradescope");
        for (int id : new int[] {501, 77, 502}) {
            waits(bench.show(metadata(id, "", "ada@x.edu"), CODE), "It was handed in after");
        }
        isShown(bench.show(metadata(503, "", "ada@x.edu"), CODE), "submission_503");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "{\"id\": null}",
                "{\"id\": true}",
                "{\"id\": \"x\"}",
                "{\"id\": 501, \"score\": NaN}",
                "{\"id\": 501"
            })
    void metadataThatCannotBeReadGiveNoResult(String metadata) throws Exception {
        publishAda();
        bench.show(metadata(501, "", ADA), CODE);
        var shown = bench.show(metadata, CODE);

        assertThat(shown.code()).isEqualTo(1);
        assertThat(shown.bytes()).isEmpty();
        assertThat(shown.said())
                .startsWith("gradebox: no result: ")
                .contains("submission_metadata.json")
                .hasLineCount(1);
    }

    @Test
    void missingMetadataGiveNoResult() throws Exception {
        publishAda();
        assertThat(bench.show().code()).isEqualTo(1);
        Files.createDirectories(bench.autograder().resolve("submission"));
        assertThat(bench.show().said()).contains("No such file");
    }

    @Test
    void metadataDeepEnoughToBreakAParserGiveNoResult() throws Exception {
        publishAda();
        var shown = bench.show("[".repeat(200_000), CODE);
        assertThat(shown.code()).isEqualTo(1);
        assertThat(shown.said()).startsWith("gradebox: no result: ").hasLineCount(1);
    }

    @Test
    void aDamagedArchiveGivesNoResult() throws Exception {
        publishAda();
        var results = bench.autograder().resolve("source/data/results");
        try (var files = Files.list(results)) {
            Files.writeString(files.findFirst().orElseThrow(), "{\"score\": 100}");
        }
        var shown = bench.show(metadata(501, "", ADA), CODE);

        assertThat(shown.code()).isEqualTo(1);
        assertThat(shown.bytes()).isEmpty();
        assertThat(shown.said()).contains("is damaged: upload the autograder again");
    }

    @Test
    void usersThatAreNoneAreNobody() throws Exception {
        publishAda();
        for (var users : List.of("null", "{}", "[3]", "[{\"email\": 5}]", "[]", "\"ada@x.edu\"")) {
            var metadata = "{\"id\": 900, \"users\": %s}".formatted(users);
            waits(bench.show(metadata, CODE), "It was handed in after");
        }
    }

    @Test
    void theSameRunIsTheSameBytes() throws Exception {
        var first = bench.submission("submission_501", ADA);
        bench.keep(report(first, "0.5"), report(bench.submission("submission_502", LI), "1"));

        assertThat(Replay.of(bench.run()).zip()).isEqualTo(Replay.of(bench.run()).zip());
    }

    @Test
    void noNameOfAFileTellsWhoIsInTheClass() throws Exception {
        publishAda();
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
                gradebox.output.ClassJson.of(
                        ReplayBench.of(done).stoppedBefore(List.of("submission_502"))));

        assertThatThrownBy(() -> Replay.of(bench.run()))
                .hasMessageContaining("the run was stopped, submission_502 is not graded");
    }

    @Test
    void resultsThatALaterRunLeftHalfWrittenAreRefused() throws Exception {
        publishAda();
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
