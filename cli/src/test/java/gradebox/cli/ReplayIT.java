package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.output.GradescopeSchema;
import gradebox.output.Json;
import gradebox.sandbox.docker.CourseImage;
import gradebox.sandbox.docker.DockerEngine;
import gradebox.sandbox.docker.GradescopeContainer;
import gradebox.sandbox.docker.PlainContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A class that Gradescope exported is graded and published by the command line; what it built shows
 * every result in a container laid out as Gradescope's, and nobody else's.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayIT {
    private static final Path FAULTS =
            Path.of(System.getProperty("gradebox.home"))
                    .resolve("cli/src/test/resources/gradebox/cli/faults");

    private static final String EXPORT =
            """
            submission_501:
              :submitters:
              - :name: Ada Lovelace
                :sid: '0042'
                :email: ada@x.edu
              - :name: 李 小龍
                :sid: '0043'
                :email: li@x.edu
              :created_at: 2026-11-20 10:00:00 Z
            submission_502:
              :submitters:
              - :name: Ben
                :email: ben@x.edu
              :created_at: 2026-11-20 10:01:00 Z
            submission_503:
              :submitters:
              - :name: Cleo
                :email: cleo@x.edu
              :created_at: 2026-11-20 10:02:00 Z
            submission_504:
              :submitters:
              - :name: Dora
                :email: dora@x.edu
              :created_at: 2026-11-20 10:03:00 Z
            """;

    private static final Duration LIMIT = Duration.ofMinutes(1);

    private Path work;
    private Path export;
    private Path prepared;
    private GradescopeContainer container;
    private int cases;

    @BeforeAll
    void gradeAndPublish(@TempDir Path folder) throws Exception {
        work = folder.toRealPath();
        export = work.resolve("assignment_77_export");
        handIn("submission_501/solution.py", "ada");
        handIn("submission_501/notes/über uns.txt", "ada");
        handIn("submission_502/solution.py", "ben");
        handIn("submission_503/my homework/solution.py", "cleo");
        handIn("submission_503/__MACOSX/my homework/._solution.py", "cleo");
        handIn("submission_504/.DS_Store", "ben");
        Files.writeString(export.resolve("submission_metadata.yml"), EXPORT);
        var assignment = FAULTS.resolve("assignment").toString();
        gradebox("grade", assignment, export.toString(), "-o", "out", "--engine", "docker");
        var published = gradebox("publish", "out", "-o", "replay.zip");
        assertThat(published.err()).startsWith("4 results written to replay.zip\n");

        try (var engine = DockerEngine.connect(System.getenv())) {
            container = new GradescopeContainer(CourseImage.of(engine));
        }
        prepared = Files.createDirectory(work.resolve("prepared"));
        Files.copy(work.resolve("replay.zip"), prepared.resolve("replay.zip"));
        // as Gradescope does, with the rights that a careless unpacking gives
        var built =
                container.run(
                        prepared,
                        LIMIT,
                        """
                        set -e
                        python3 -m zipfile -e replay.zip source && rm replay.zip
                        chmod -R 777 source
                        bash source/setup.sh
                        cp source/run_autograder . && chmod 755 run_autograder
                        echo "open to others: $(find source -perm /077 | wc -l)"
                        """);
        assertThat(built.exitCode()).as(built.output()).isZero();
        assertThat(built.output()).isEqualTo("open to others: 0\n");
    }

    private void handIn(String path, String member) throws IOException {
        var file = export.resolve(path);
        Files.createDirectories(file.getParent());
        Files.copy(FAULTS.resolve("class").resolve(member).resolve("solution.py"), file);
    }

    private GradeboxProcess.Result gradebox(String... arguments) throws Exception {
        var result =
                GradeboxProcess.start(Main.class, work, Map.of(), arguments)
                        .await(Duration.ofMinutes(5));
        assertThat(result.code()).as(result.err()).isZero();
        return result;
    }

    /** Return what Gradescope hands over with a submission. */
    private static ObjectNode metadata(long id, String... people) {
        var json = new ObjectMapper().createObjectNode();
        json.put("id", id)
                .put("created_at", "2026-11-22T09:00:00.000000-08:00")
                .put("submission_method", "upload");
        var users = json.putArray("users");
        for (var person : people) {
            users.addObject().put("email", person).put("id", 7).put("name", "N. N.");
        }
        json.putObject("assignment")
                .put("id", 77)
                .put("course_id", 5)
                .put("title", "Halves")
                .put("due_date", "2026-11-21T23:59:00.000000-08:00")
                .putNull("late_due_date")
                .put("release_date", "2026-11-01T00:00:00.000000-08:00")
                .put("group_size", 2)
                .put("group_submission", true)
                .put("total_points", "6.0");
        json.putArray("previous_submissions");
        return json;
    }

    private static void addPrevious(ObjectNode metadata, JsonNode results) {
        metadata.withArray("previous_submissions")
                .addObject()
                .put("submission_time", "2026-11-20T10:00:00.000000-08:00")
                .put("score", results.path("score").asDouble())
                .put("autograder_error", false)
                .set("results", results);
    }

    /** Lay out a container's folder with what the export has of a submission. */
    private Path lay(String submission, JsonNode metadata) throws IOException {
        cases++;
        var autograder = work.resolve("case" + cases);
        copy(prepared, autograder);
        copy(export.resolve(submission), autograder.resolve("submission"));
        Files.createDirectory(autograder.resolve("results"));
        Files.write(autograder.resolve("submission_metadata.json"), Json.write(metadata));
        return autograder;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : (Iterable<Path>) files::iterator) {
                var target = to.resolve(from.relativize(file).toString());
                Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private PlainContainer.Ended run(Path autograder) throws Exception {
        return container.run(autograder, LIMIT, "/autograder/run_autograder");
    }

    private byte[] shown(Path autograder) throws Exception {
        var ended = run(autograder);
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        var results = Files.readAllBytes(autograder.resolve("results/results.json"));
        assertThat(new GradescopeSchema().validate(Json.read(results))).isEmpty();
        return results;
    }

    private byte[] graded(String submission) throws IOException {
        return Files.readAllBytes(
                work.resolve("out/submissions").resolve(submission).resolve("results.json"));
    }

    @Test
    void everyResultIsShownAsItIsInTheRun() throws Exception {
        var scores = Map.of(501, 6, 502, 3, 503, 1, 504, 0);
        for (var each : scores.entrySet()) {
            var submission = "submission_" + each.getKey();
            var shown = shown(lay(submission, metadata(each.getKey(), "whoever@x.edu")));

            assertThat(shown).as(submission).isEqualTo(graded(submission));
            assertThat(Json.read(shown).path("score").asInt()).isEqualTo(each.getValue());
        }
        var again = metadata(903, "CLEO@x.edu");
        assertThat(shown(lay("submission_503", again))).isEqualTo(graded("submission_503"));
    }

    @Test
    void aLateResubmissionWaitsAndKeepsTheResultBefore() throws Exception {
        var metadata = metadata(901, "li@x.edu", "ada@x.edu");
        var before = Json.read(graded("submission_501"));
        addPrevious(metadata, before);
        var late = lay("submission_501", metadata);
        Files.writeString(late.resolve("submission/solution.py"), "def half(x): return x * 0.5\n");
        var shown = Json.read(shown(late));

        assertThat(shown.path("output").asText())
                .startsWith("This submission waits to be graded. It is not what was graded")
                .contains("the result of an earlier submission");
        assertThat(shown.path("tests")).isEqualTo(before.path("tests")).hasSize(3);
        assertThat(shown.path("score")).isEqualTo(before.path("score"));
    }

    @Test
    void aStrangersCopyOfTheSameFilesWaits() throws Exception {
        for (var people : List.of(List.of("eve@x.edu"), List.of("ada@x.edu", "eve@x.edu"))) {
            var metadata = metadata(902, people.toArray(String[]::new));
            var shown = Json.read(shown(lay("submission_501", metadata)));

            assertThat(shown.path("output").asText()).contains("by somebody else");
            assertThat(shown.path("visibility").asText()).isEqualTo("hidden");
            assertThat(shown.path("tests")).allMatch(test -> !test.has("score"));
            assertThat(shown.toString()).doesNotContain("submission_501", "halves");
        }
    }

    @Test
    void withoutMetadataThereIsNoResult() throws Exception {
        var autograder = lay("submission_501", metadata(501, "ada@x.edu"));
        Files.delete(autograder.resolve("submission_metadata.json"));
        var ended = run(autograder);

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output())
                .startsWith("gradebox: no result: /autograder/submission_metadata.json");
        assertThat(autograder.resolve("results")).isEmptyDirectory();
    }
}
