package gradebox.replay;

import static gradebox.replay.ReplayBench.ADA;
import static gradebox.replay.ReplayBench.CHANGED;
import static gradebox.replay.ReplayBench.CODE;
import static gradebox.replay.ReplayBench.LI;
import static gradebox.replay.ReplayBench.metadata;
import static gradebox.replay.ReplayBench.report;
import static gradebox.replay.ReplayBench.showsNoScore;
import static gradebox.replay.ReplayBench.submission;
import static gradebox.replay.ReplayBench.waits;
import static org.assertj.core.api.Assertions.assertThat;

import gradebox.grading.Person;
import gradebox.grading.Submission;
import gradebox.grading.Submission.Contents;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which result a submission is shown: its own, or that of its people's same files. */
class FoundTest {
    @TempDir private Path work;
    private ReplayBench bench;

    @BeforeEach
    void makeBench() {
        bench = new ReplayBench(work);
    }

    @Test
    void aResultIsFoundByTheSubmissionsId() throws Exception {
        bench.publishAda();
        bench.isShown(bench.show(metadata(501, "", "renamed@x.edu"), CODE), "submission_501");
    }

    @Test
    void anotherUploadOfTheSameIsFoundByItsPeople() throws Exception {
        bench.publish(report(bench.submission("submission_501", ADA, LI), "0.5"));

        bench.isShown(bench.show(metadata(900, "", "LI@X.edu ", ADA), CODE), "submission_501");
        bench.isShown(bench.show(metadata(900, "", ADA, LI, ADA), CODE), "submission_501");
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
        bench.isShown(bench.show(metadata(502, "", LI), CODE), "submission_502");
    }

    @Test
    void aStrangersCopyOfTheSameFilesWaits() throws Exception {
        bench.publishAda();
        var shown = bench.show(metadata(900, "", "eve@x.edu"), CODE);

        waits(shown, "It was handed in after");
        showsNoScore(shown);
        assertThat(new String(shown.bytes().orElseThrow(), StandardCharsets.UTF_8))
                .doesNotContain("501", "so much of it", "0.97");
    }

    @Test
    void whatHasChangedWaits() throws Exception {
        bench.publishAda();
        waits(bench.show(metadata(501, "", ADA), CHANGED), "It is not what was graded");
        waits(bench.show(metadata(900, "", ADA), CHANGED), "It is not what was graded");
        Files.writeString(bench.autograder().resolve("submission/more.py"), "");
        waits(bench.show(metadata(501, "", ADA), CODE), "It is not what was graded");
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
        bench.isShown(bench.show(metadata(501, "", ADA), CODE), "submission_501");
        bench.isShown(bench.show(metadata(502, "", ADA), CHANGED), "submission_502");
        bench.isShown(bench.show(metadata(900, "", ADA), CHANGED), "submission_502");
        waits(bench.show(metadata(900, "", ADA), CODE), "It is not what was graded");
    }

    @Test
    void chanceDoesNotDecideWhichIsTheLatest() throws Exception {
        var replayed =
                bench.publish(
                        report(bench.submission("submission_501", ADA), "0.5"),
                        report(bench.submission("submission_502", ADA), "1"));

        assertThat(replayed.notes().getFirst()).endsWith("none is found by that");
        bench.isShown(bench.show(metadata(502, "", ADA), CODE), "submission_502");
        waits(bench.show(metadata(900, "", ADA), CODE), "It was handed in after");
    }

    @Test
    void whatWasInAFolderIsKnownWithoutItUnlessItWasInTwo() throws Exception {
        var plain = (Contents.Files) bench.files(CODE);
        var one =
                new Contents.Files(
                        plain.root(), List.of("a.py", "b/c.py"), List.of(), plain.digest(), "0");
        var two =
                new Contents.Files(
                        plain.root(), List.of("b/a.py", "b/c.py"), List.of(), plain.digest(), "0");
        bench.publish(
                report(submission("submission_501", null, one, ADA), "0.5"),
                report(submission("submission_502", null, two, LI), "1"));

        bench.isShown(bench.show(metadata(900, "", ADA), CODE), "submission_501");
        waits(bench.show(metadata(900, "", LI), CODE), "It is not what was graded");
    }

    @Test
    void whatCouldNotBeOpenedIsFoundByItsIdOnly() throws Exception {
        var torn = new Contents.Unreadable("it is damaged");
        bench.publish(report(submission("submission_501", null, torn, ADA), "0"));

        bench.isShown(bench.show(metadata(501, "", ADA), CODE), "submission_501");
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
        bench.isShown(bench.show(metadata(503, "", "ada@x.edu"), CODE), "submission_503");
    }

    @Test
    void usersThatAreNoneAreNobody() throws Exception {
        bench.publishAda();
        for (var users : List.of("null", "{}", "[3]", "[{\"email\": 5}]", "[]", "\"ada@x.edu\"")) {
            var metadata = "{\"id\": 900, \"users\": %s}".formatted(users);
            waits(bench.show(metadata, CODE), "It was handed in after");
        }
    }
}
