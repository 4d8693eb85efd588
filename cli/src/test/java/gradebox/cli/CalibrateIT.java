package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calibrates a tiny assignment in real sandboxes, as an author would. */
class CalibrateIT {
    private static final String METRIC = "points/accuracy";

    @TempDir Path work;
    Path folder = Path.of("");

    @BeforeEach
    void copyAssignment() throws Exception {
        var url = CalibrateIT.class.getResource("tiny");
        assertThat(url).isNotNull();
        var source = Path.of(url.toURI());
        folder = work.resolve("tiny");
        List<Path> entries;
        try (var walk = Files.walk(source)) {
            entries = walk.toList();
        }
        for (var entry : entries) {
            Files.copy(entry, folder.resolve(source.relativize(entry).toString()));
        }
    }

    private GradeboxProcess.Result run(String... arguments) throws Exception {
        return GradeboxProcess.start(Main.class, work, Map.of(), arguments)
                .await(Duration.ofMinutes(5));
    }

    private JsonNode measured() throws IOException {
        return new YAMLMapper().readTree(folder.resolve("reference.yaml").toFile());
    }

    private void change(String file, String from, String to) throws IOException {
        var path = folder.resolve(file);
        var text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    private static List<Double> numbers(JsonNode list) {
        var all = new ArrayList<Double>();
        list.forEach(item -> all.add(item.doubleValue()));
        return all;
    }

    @Test
    void measuresBothSolutionsAndJudgesTheBands() throws Exception {
        var result = run("calibrate", folder.toString(), "--seeds", "4", "-j", "2");

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("points/accuracy, higher is better, 4 seeds")
                .contains("suggested  zero: 0.")
                .contains("stated     zero: 0.7, full: 0.9")
                .contains("Written: ")
                .doesNotContain("warning");
        assertThat(result.err()).contains("[4/4] seed ").contains("20 seeds or more");

        var file = measured();
        assertThat(file.at("/image/digest").asText()).startsWith("sha256:");
        assertThat(file.at("/image/packages").has("numpy")).isTrue();
        assertThat(file.at("/image/packages").has("python")).isTrue();
        assertThat(file.at("/hardware/processor").asText()).isNotEmpty();
        var metric = file.path("metrics").path(METRIC);
        assertThat(metric.path("held_out").intValue()).isEqualTo(400);
        assertThat(numbers(metric.at("/seeds/data"))).doesNotHaveDuplicates().hasSize(4);
        assertThat(numbers(metric.at("/seeds/training"))).doesNotHaveDuplicates().hasSize(4);
        assertThat(numbers(metric.at("/reference/runs"))).hasSize(4).allMatch(run -> run > 0.9);
        assertThat(numbers(metric.at("/baseline/runs")))
                .hasSize(4)
                .allMatch(run -> run > 0.35 && run < 0.65);

        assertThat(run("validate", folder.toString()).out()).contains("ok: 1 check");
        var runs = numbers(metric.at("/reference/runs"));
        run("calibrate", folder.toString(), "--seeds", "4", "-j", "1");
        assertThat(numbers(measured().path("metrics").path(METRIC).at("/reference/runs")))
                .isEqualTo(runs);

        change("assignment.yaml", "zero: 0.7, full: 0.9", "zero: 0.9, full: 0.91");
        var refused = run("validate", folder.toString());
        assertThat(refused.code()).isEqualTo(ExitCode.INVALID_ASSIGNMENT.number());
        assertThat(refused.out()).contains("graders.points.threshold: is too narrow");
    }

    @Test
    void aReferenceThatFailsIsTheAuthorsFault() throws Exception {
        change("reference/solution.py", "return Line", "raise ValueError('no line') or Line");

        var result = run("calibrate", folder.toString(), "--seeds", "2");

        assertThat(result.code()).isEqualTo(ExitCode.INVALID_ASSIGNMENT.number());
        assertThat(result.err())
                .contains("graders.points: the reference, seed")
                .contains("ValueError: no line");
        assertThat(folder.resolve("reference.yaml")).doesNotExist();
    }
}
