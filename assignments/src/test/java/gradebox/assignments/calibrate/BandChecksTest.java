package gradebox.assignments.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.assignments.Assignment;
import gradebox.assignments.AssignmentLoader;
import gradebox.assignments.calibrate.Calibration.Conditions;
import gradebox.assignments.calibrate.Calibration.Hardware;
import gradebox.assignments.calibrate.Calibration.Metric;
import gradebox.assignments.calibrate.Calibration.Solution;
import gradebox.sandbox.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BandChecksTest {
    private static final String YAML =
            """
            id: tiny
            title: Tiny
            course: Sample 101
            submission: {files: [solution.py]}
            reference: reference
            baseline: baseline
            data: {points: {generator: points.py}}
            graders:
              points:
                type: model
                data: points
                train: {call: train, args: {steps: 200}}
                predict: {method: predict, args: [inputs.X]}
                metric: {name: accuracy, of: hidden.y}
                runs: 3
                threshold: {direction: higher, curve: linear, zero: 0.6, full: 0.85}
            rubric: [{check: points/accuracy, points: 1}]
            """;

    @TempDir Path temp;
    Path folder = Path.of("");

    @BeforeEach
    void makeAssignment() throws Exception {
        folder = temp.toRealPath();
        for (var solution : List.of("reference", "baseline")) {
            Files.createDirectory(folder.resolve(solution));
            Files.writeString(folder.resolve(solution + "/solution.py"), "# " + solution);
        }
        Files.writeString(folder.resolve("points.py"), "# data");
        Files.writeString(folder.resolve("assignment.yaml"), YAML);
    }

    private Assignment assignment() throws Exception {
        return new AssignmentLoader(Set.of("model")).load(folder);
    }

    private List<String> lines() throws Exception {
        return BandChecks.judge(assignment()).stream().map(Complaint::line).toList();
    }

    /** Write what was measured: a reference around 0.9, a baseline around 0.5. */
    private void calibrate(double noise) throws Exception {
        var assignment = assignment();
        var metric =
                new Metric(
                        Fingerprint.of(assignment, assignment.graders().getFirst()),
                        100,
                        noise,
                        List.of(1L, 2L),
                        List.of(1L, 2L),
                        solution(0.89, 0.91),
                        solution(0.49, 0.51));
        var conditions =
                new Conditions(
                        "published",
                        new Image("i", "d", "r"),
                        Map.of(),
                        new Hardware("p", 1, "", "s", 1));
        ReferenceFile.write(folder, new Calibration(conditions, Map.of("points/accuracy", metric)));
    }

    private static Solution solution(double one, double other) {
        var runs = new Distribution(List.of(one, other));
        return new Solution(runs, runs);
    }

    private void change(String file, String from, String to) throws IOException {
        var path = folder.resolve(file);
        var text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    @Test
    void saysNothingWhereBandsFollowFromTheNumbers() throws Exception {
        calibrate(0.02);
        assertThat(lines()).isEmpty();
    }

    @Test
    void warnsWhereNothingWasMeasured() throws Exception {
        assertThat(lines())
                .containsExactly(
                        "warning: graders.points.threshold: is not measured yet; run `gradebox"
                                + " calibrate`");
    }

    @Test
    void refusesABandThatTheNoiseFills() throws Exception {
        calibrate(0.2);
        assertThat(lines()).singleElement().asString().startsWith("graders.points.threshold: is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"points.py", "reference/solution.py", "baseline/solution.py"})
    void warnsWhereTheFilesHaveChanged(String file) throws Exception {
        calibrate(0.02);
        change(file, "#", "##");
        assertThat(lines())
                .singleElement()
                .asString()
                .contains("have changed since reference.yaml");
    }

    @Test
    void warnsWhereTheTrainingHasChanged() throws Exception {
        calibrate(0.02);
        change("assignment.yaml", "steps: 200", "steps: 300");
        assertThat(lines())
                .singleElement()
                .asString()
                .contains("have changed since reference.yaml");
    }

    @Test
    void theThresholdItselfMayChange() throws Exception {
        calibrate(0.02);
        change("assignment.yaml", "zero: 0.6, full: 0.85", "zero: 0.7, full: 0.8");
        change("assignment.yaml", "runs: 3", "runs: 5");
        assertThat(lines()).isEmpty();
    }
}
