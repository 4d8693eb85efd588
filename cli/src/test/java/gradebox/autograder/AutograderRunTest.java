package gradebox.autograder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.autograder.AutograderRun.Grader;
import gradebox.autograder.AutograderRun.Places;
import gradebox.gradescope.ResultLint;
import gradebox.output.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AutograderRunTest {
    private static final String FRESH =
            """
            {"score": 7, "output": "left out: x", "tests": [{"name": "a", "score": 7, "max_score": 10}],
             "extra_data": {"gradebox": {"status": "graded"}}}
            """;

    @TempDir Path folder;
    private final StringWriter staff = new StringWriter();
    private final List<Duration> allowed = new ArrayList<>();

    @BeforeEach
    void layOut() throws Exception {
        for (var name : List.of("source", "submission", "results")) {
            Files.createDirectory(folder.resolve(name));
        }
        settings(Optional.of("2/24h"));
    }

    private void settings(Optional<String> limit) throws Exception {
        var settings = new AutograderSettings(limit.flatMap(RateLimit::of), Duration.ofMinutes(10));
        Files.write(folder.resolve("source/autograder.json"), settings.write());
    }

    /** The platform's file, with the fields that its documentation names. */
    private void metadata(String createdAt, String... previous) throws Exception {
        Files.writeString(
                folder.resolve("submission_metadata.json"),
                """
                {"id": 123456, "created_at": "%s", "submission_method": "upload",
                 "users": [{"email": "ada@example.edu", "id": 1, "name": "Ada"}],
                 "assignment": {"id": 1, "course_id": 2, "title": "hw", "due_date": "2026-03-09T00:00:00.000000-08:00",
                   "late_due_date": null, "release_date": "2026-02-01T00:00:00.000000-08:00", "group_size": null,
                   "group_submission": false, "total_points": "20.0"},
                 "previous_submissions": [%s]}
                """
                        .formatted(createdAt, String.join(", ", previous)));
    }

    private static String before(String time, boolean failed, String results) {
        return """
               {"submission_time": "%s", "score": 1.0, "autograder_error": %s, "results": %s}
               """
                .formatted(time, failed, results);
    }

    private int run(Grader grader) throws Exception {
        return new AutograderRun(Places.in(folder), grader, new PrintWriter(staff)).run();
    }

    private int grades(Path submission, Path out, Duration within) throws IOException {
        allowed.add(within);
        var one = Files.createDirectories(out.resolve("submissions/submission"));
        Files.writeString(one.resolve("results.json"), FRESH);
        return 0;
    }

    private static int mustNotGrade(Path submission, Path out, Duration within) {
        throw new AssertionError("graded all the same");
    }

    private JsonNode result() throws Exception {
        byte[] bytes = Files.readAllBytes(folder.resolve("results/results.json"));
        assertThat(new ResultLint().check(bytes)).noneMatch(complaint -> complaint.isFault());
        return Json.read(bytes);
    }

    @Test
    void writesTheResultAndCountsTheSubmission() throws Exception {
        metadata(
                "2026-03-02T10:00:00.123456-08:00",
                before("2026-03-02T09:00:00-08:00", false, "null"));
        assertThat(run(this::grades)).isZero();
        assertThat(result().path("score").asInt()).isEqualTo(7);
        assertThat(result().path("output").asText())
                .isEqualTo("Submission 2 of the 2 that are graded within 24h.\n\nleft out: x");
        assertThat(allowed).containsExactly(Duration.ofMinutes(8));
    }

    @Test
    void withoutALimitSaysNothingOfIt() throws Exception {
        settings(Optional.empty());
        metadata("2026-03-02T10:00:00-08:00");
        run(this::grades);
        assertThat(result().path("output").asText()).isEqualTo("left out: x");
    }

    @Test
    void refusesOneTooManyAndShowsTheLastResult() throws Exception {
        metadata(
                "2026-03-02T18:00:00Z",
                before("2026-03-02T09:00:00Z", false, "null"),
                before("2026-03-02T12:00:00Z", false, FRESH));
        assertThat(run(AutograderRunTest::mustNotGrade)).isZero();
        assertThat(result().path("score").asInt()).isEqualTo(7);
        assertThat(result().path("tests").size()).isEqualTo(1);
        assertThat(result().path("output").asText())
                .contains("after 3 March 2026, 09:00 UTC")
                .endsWith("left out: x");
    }

    @Test
    void goesByTheTimeOfHandingInAndNotByTheClock() throws Exception {
        metadata(
                "2020-01-02T18:00:00Z",
                before("2020-01-02T09:00:00Z", false, "null"),
                before("2020-01-02T12:00:00Z", false, FRESH));
        assertThat(run(AutograderRunTest::mustNotGrade)).isZero();
    }

    @Test
    void whatTheAutograderFailedOnDoesNotCount() throws Exception {
        metadata(
                "2026-03-02T18:00:00Z",
                before("2026-03-02T09:00:00Z", true, "null"),
                before("2026-03-02T12:00:00Z", false, FRESH));
        assertThat(run(this::grades)).isZero();
        assertThat(result().path("output").asText()).startsWith("Submission 2 of the 2");
    }

    @Test
    void keepsTheLastResultWhereGradingFails() throws Exception {
        metadata("2026-03-02T18:00:00Z", before("2026-03-01T12:00:00Z", false, FRESH));
        assertThat(run((submission, out, within) -> 5)).isZero();
        assertThat(result().path("score").asInt()).isEqualTo(7);
        assertThat(result().path("output").asText())
                .startsWith("This submission has not been graded: the autograder failed");
        assertThat(staff.toString()).contains("No verdict (exit code 5); the last result stays");
    }

    @Test
    void keepsItWhereTheGraderThrowsAndSaysWhy() throws Exception {
        metadata("2026-03-02T18:00:00Z", before("2026-03-01T12:00:00Z", false, FRESH));
        assertThat(
                        run(
                                (submission, out, within) -> {
                                    throw new IOException("no room");
                                }))
                .isZero();
        assertThat(result().path("score").asInt()).isEqualTo(7);
        assertThat(staff.toString()).contains("No verdict: no room");
    }

    @Test
    void theLastResultIsThereBeforeTheGraderBegins() throws Exception {
        metadata("2026-03-02T18:00:00Z", before("2026-03-01T12:00:00Z", false, FRESH));
        run(
                (submission, out, within) -> {
                    assertThat(result().path("score").asInt()).isEqualTo(7);
                    return grades(submission, out, within);
                });
        assertThat(result().path("output").asText()).startsWith("Submission 1");
    }

    @Test
    void writesNothingWhereThereIsNothingToKeep() throws Exception {
        metadata("2026-03-02T18:00:00Z");
        assertThat(run((submission, out, within) -> 3)).isEqualTo(3);
        assertThatThrownBy(
                        () ->
                                run(
                                        (submission, out, within) -> {
                                            throw new IOException("no");
                                        }))
                .hasMessage("no");
        assertThat(folder.resolve("results/results.json")).doesNotExist();
    }

    @Test
    void aSubmissionWithoutAScoreIsNoResultToKeep() throws Exception {
        var none = FRESH.replace("\"graded\"", "\"no-score\"");
        metadata("2026-03-02T18:00:00Z", before("2026-03-01T12:00:00Z", false, none));
        assertThat(run((submission, out, within) -> 3)).isEqualTo(3);
    }

    @Test
    void whatAFaultOfOursLeftUngradedDoesNotCountLater() throws Exception {
        metadata("2026-03-02T12:00:00Z", before("2026-03-02T09:00:00Z", false, FRESH));
        run((submission, out, within) -> 5);
        var kept = result().toString();
        metadata(
                "2026-03-02T18:00:00Z",
                before("2026-03-02T09:00:00Z", false, "null"),
                before("2026-03-02T12:00:00Z", false, kept));
        assertThat(run(this::grades)).isZero();
        assertThat(result().path("output").asText())
                .startsWith("Submission 2 of the 2")
                .doesNotContain("autograder failed");
        // and the third is refused: the result that says so was carried through
        metadata(
                "2026-03-02T19:00:00Z",
                before("2026-03-02T09:00:00Z", false, "null"),
                before("2026-03-02T12:00:00Z", false, "null"),
                before("2026-03-02T18:00:00Z", false, result().toString()));
        run(AutograderRunTest::mustNotGrade);
        assertThat(result().path("output").asText()).contains("3 March 2026, 09:00 UTC");
    }

    @Test
    void notesDoNotPileUp() throws Exception {
        metadata("2026-03-02T12:00:00Z", before("2026-03-02T09:00:00Z", false, FRESH));
        run((submission, out, within) -> 5);
        var kept = result().toString();
        metadata("2026-03-02T13:00:00Z", before("2026-03-02T12:00:00Z", false, kept));
        run((submission, out, within) -> 5);
        assertThat(result().path("output").asText())
                .containsOnlyOnce("has not been graded")
                .endsWith("left out: x");
    }

    @Test
    void refusesWithNothingToShowTellsWhyAndHidesTheTotal() throws Exception {
        metadata(
                "2026-03-02T18:00:00Z",
                before("2026-03-02T09:00:00Z", false, "null"),
                before("2026-03-02T12:00:00Z", false, "null"));
        assertThat(run(AutograderRunTest::mustNotGrade)).isZero();
        assertThat(result().path("visibility").asText()).isEqualTo("hidden");
        assertThat(result().path("tests").path(0).has("score")).isFalse();
        assertThat(result().path("tests").path(0).path("visibility").asText()).isEqualTo("visible");
        assertThat(result().path("tests").path(1).path("visibility").asText()).isEqualTo("hidden");
    }

    @Test
    void metadataWithoutATimeIsOneClearError() throws Exception {
        metadata("yesterday");
        assertThatThrownBy(() -> run(this::grades))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("submission_metadata.json")
                .hasMessageContaining("created_at");
    }
}
