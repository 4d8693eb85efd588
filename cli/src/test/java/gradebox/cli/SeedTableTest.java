package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradebox.assignments.Assignment;
import gradebox.assignments.AssignmentLoader;
import gradebox.assignments.calibrate.Calibration.Metric;
import gradebox.run.RootSeed;
import gradebox.run.SeedRun;
import gradebox.run.SeedRun.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedTableTest {
    /** Of no bytes at all. */
    private static final String EMPTY =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final String YAML =
            """
            id: tiny
            title: Tiny
            course: Sample 101
            submission: {files: [solution.py]}
            reference: reference
            BASELINE
            data: {points: DATA}
            graders:
              files: {type: source, required: [solution.py]}
              points:
                type: model
                data: points
                predict: {call: predict, args: [inputs.X]}
                metric: {name: accuracy, of: hidden.y}
                threshold: {direction: higher, curve: linear, zero: 0.6, full: 0.85}
            rubric: [{check: files/required, points: 0}, {check: points/accuracy, points: 1}]
            """;
    private static final String GENERATED = "{generator: points.py}";
    private static final String BROUGHT =
            "{inputs: {path: x.npz, sha256: %s}, hidden: {path: x.npz, sha256: %s}}"
                    .formatted(EMPTY, EMPTY);

    @TempDir Path folder;

    private Assignment assignment(String data, boolean baseline) throws Exception {
        Files.createDirectories(folder.resolve("reference"));
        Files.createDirectories(folder.resolve("baseline"));
        Files.write(folder.resolve("x.npz"), new byte[0]);
        Files.writeString(folder.resolve("points.py"), "");
        Files.writeString(
                folder.resolve("assignment.yaml"),
                YAML.replace("BASELINE", baseline ? "baseline: baseline" : "")
                        .replace("DATA", data));
        return new AssignmentLoader(Set.of("model", "source")).load(folder);
    }

    private static SeedRun run(int number, double reference, double baseline) {
        return new SeedRun(
                number,
                List.of(
                        reading(SeedTable.REFERENCE, number, reference),
                        reading(SeedTable.BASELINE, number, baseline)));
    }

    private static Reading reading(String solution, int number, double value) {
        return new Reading(
                "points", solution, value, 100 + number, 400, Duration.ofMillis(1500 + number));
    }

    private static Metric metric(Assignment assignment) throws Exception {
        var runs = List.of(run(0, 0.9, 0.5), run(1, 0.9, 0.5));
        var fingerprints = SeedTable.fingerprints(assignment);
        assertThat(fingerprints).containsOnlyKeys("points");
        var metrics = new SeedTable(assignment, Map.copyOf(fingerprints), runs).metrics();
        assertThat(metrics).containsOnlyKeys("points/accuracy");
        return Objects.requireNonNull(metrics.get("points/accuracy"));
    }

    @Test
    void generatedDataHaveASeedEachRunAndAllTheNoiseInTheirSpread() throws Exception {
        var metric = metric(assignment(GENERATED, true));

        assertThat(metric.dataSeeds())
                .containsExactly(
                        RootSeed.calibration(0).seeds().data("points"),
                        RootSeed.calibration(1).seeds().data("points"));
        assertThat(metric.trainingSeeds()).containsExactly(100L, 101L);
        assertThat(metric.noise()).isZero();
        assertThat(metric.heldOut()).isEqualTo(400);
        assertThat(metric.reference().scores().runs()).containsExactly(0.9, 0.9);
        assertThat(metric.reference().seconds().runs()).containsExactly(1.5, 1.501);
        assertThat(Objects.requireNonNull(metric.baseline()).scores().runs())
                .containsExactly(0.5, 0.5);
    }

    @Test
    void dataThatStaffBringAddTheNoiseOfTheirRows() throws Exception {
        var metric = metric(assignment(BROUGHT, true));

        assertThat(metric.dataSeeds()).isEmpty();
        assertThat(metric.noise()).isCloseTo(Math.sqrt(0.25 / 400), within(1e-12));
    }

    @Test
    void aBaselineMayBeMissing() throws Exception {
        var metric = metric(assignment(BROUGHT, false));

        assertThat(metric.baseline()).isNull();
        assertThat(metric.noise()).isCloseTo(Math.sqrt(0.09 / 400), within(1e-12));
    }
}
