package gradebox.assignments.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.assignments.calibrate.Calibration.Conditions;
import gradebox.assignments.calibrate.Calibration.Hardware;
import gradebox.assignments.calibrate.Calibration.Metric;
import gradebox.assignments.calibrate.Calibration.Solution;
import gradebox.grading.InvalidAssignmentException;
import gradebox.sandbox.Image;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceFileTest {
    @TempDir Path folder;

    private static Calibration calibration() {
        var metrics = new LinkedHashMap<String, Metric>();
        metrics.put(
                "z/accuracy",
                new Metric(
                        "f1",
                        2000,
                        0.02,
                        List.of(11L, 12L),
                        List.of(21L, 22L),
                        solution(0.93, 0.9512345678),
                        solution(0.5, 0.5)));
        metrics.put(
                "a/mse",
                new Metric(
                        "f2", 10, 1e-9, List.of(), List.of(31L, 32L), solution(1e-9, 3e-9), null));
        return new Calibration(
                new Conditions(
                        "published",
                        new Image("gradebox/cpu:1", "sha256:2", "r3"),
                        Map.of("numpy", "2.2.4"),
                        new Hardware("A Processor", 1, "", "Linux 6", 2)),
                metrics);
    }

    private static Solution solution(double one, double other) {
        return new Solution(
                new Distribution(List.of(one, other)), new Distribution(List.of(1.5, 2.25)));
    }

    @Test
    void isReadableAndInTheAssignmentsOrder() throws Exception {
        var file = ReferenceFile.write(folder, calibration());

        assertThat(file).isEqualTo(folder.resolve("reference.yaml"));
        assertThat(Files.readString(file))
                .isEqualTo(
                        """
                        # What the reference solution and the naive baseline score: the numbers behind the thresholds of assignment.yaml.
                        # Written by `gradebox calibrate`; run it again when the solutions, the data or the training change.
                        seeds: published
                        sd: of the sample (n - 1)
                        seconds: of the wall clock, from the opening of a sandbox to the score
                        image:
                          name: gradebox/cpu:1
                          recipe: r3
                          digest: sha256:2
                          packages: {numpy: 2.2.4}
                        hardware: {processor: A Processor, cpus: 1.0, gpus: none, system: Linux 6, at_once: 2}
                        metrics:
                          z/accuracy:
                            fingerprint: f1
                            held_out: 2000
                            noise: 0.02
                            seeds:
                              data: [11, 12]
                              training: [21, 22]
                            reference:
                              mean: 0.940617
                              sd: 0.0150151
                              min: 0.93
                              max: 0.951235
                              quantiles: {0.1: 0.932123, 0.5: 0.940617, 0.9: 0.949111}
                              runs: [0.93, 0.951235]
                              seconds: {mean: 1.88, max: 2.25}
                            baseline:
                              mean: 0.5
                              sd: 0.0
                              min: 0.5
                              max: 0.5
                              quantiles: {0.1: 0.5, 0.5: 0.5, 0.9: 0.5}
                              runs: [0.5, 0.5]
                              seconds: {mean: 1.88, max: 2.25}
                          a/mse:
                            fingerprint: f2
                            held_out: 10
                            noise: 1.0E-9
                            seeds:
                              training: [31, 32]
                            reference:
                              mean: 2.0E-9
                              sd: 1.41421E-9
                              min: 1.0E-9
                              max: 3.0E-9
                              quantiles: {0.1: 1.2E-9, 0.5: 2.0E-9, 0.9: 2.8E-9}
                              runs: [1.0E-9, 3.0E-9]
                              seconds: {mean: 1.88, max: 2.25}
                        """);
    }

    @Test
    void replacesTheOldFileAndLeavesNothingBeside() throws Exception {
        Files.writeString(folder.resolve("reference.yaml"), "old");

        ReferenceFile.write(folder, calibration());

        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("reference.yaml"));
        }
    }

    @Test
    void isReadBackAsWhatBandsNeed() throws Exception {
        ReferenceFile.write(folder, calibration());

        var metrics = ReferenceReader.read(folder).orElseThrow();

        assertThat(metrics).containsOnlyKeys("z/accuracy", "a/mse");
        assertThat(metrics.get("z/accuracy"))
                .isEqualTo(
                        new Evidence(
                                "f1",
                                0.02,
                                new Distribution(List.of(0.93, 0.951235)),
                                new Distribution(List.of(0.5, 0.5))));
        assertThat(metrics.get("a/mse"))
                .isEqualTo(new Evidence("f2", 1e-9, new Distribution(List.of(1e-9, 3e-9)), null));
    }

    @Test
    void isEmptyWhereNothingWasMeasured() throws Exception {
        assertThat(ReferenceReader.read(folder)).isEmpty();
    }

    @Test
    void refusesWhatSomebodyBroke() throws Exception {
        refused("metrics: {a/mse: {reference: {runs: [1, 2]}}}", "a/mse has no noise");
        refused("metrics: {a/mse: {noise: -1, reference: {runs: [1, 2]}}}", "has no noise");
        refused("metrics: {a/mse: {noise: 1, reference: {runs: [1]}}}", "a/mse.reference has no");
        refused("metrics: {a/mse: {noise: 1, reference: {runs: [1, x]}}}", "a/mse.reference has");
        refused("metrics: [", "it is no YAML");
    }

    private void refused(String text, String why) throws Exception {
        Files.writeString(folder.resolve("reference.yaml"), text);
        assertThatThrownBy(() -> ReferenceReader.read(folder))
                .isInstanceOf(InvalidAssignmentException.class)
                .hasMessageContaining(why)
                .hasMessageEndingWith("write it again with `gradebox calibrate`");
    }
}
