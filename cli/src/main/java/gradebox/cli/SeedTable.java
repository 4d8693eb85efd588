package gradebox.cli;

import gradebox.assignments.Assignment;
import gradebox.assignments.Assignment.DataDefinition;
import gradebox.assignments.calibrate.BandChecks;
import gradebox.assignments.calibrate.Calibration.Metric;
import gradebox.assignments.calibrate.Calibration.Solution;
import gradebox.assignments.calibrate.Distribution;
import gradebox.assignments.calibrate.Fingerprint;
import gradebox.assignments.calibrate.Noise;
import gradebox.grading.GraderDefinition;
import gradebox.run.RootSeed;
import gradebox.run.SeedRun;
import gradebox.run.SeedRun.Reading;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turn the runs of all seeds into what is known of each metric.
 *
 * @param fingerprints of the metrics, by grader, as they were before anything ran
 * @param runs in the order of the seeds
 */
record SeedTable(Assignment assignment, Map<String, String> fingerprints, List<SeedRun> runs) {
    static final String REFERENCE = "reference";
    static final String BASELINE = "baseline";

    /** Metrics that are a share of the rows that are predicted. */
    private static final Set<String> SHARES = Set.of("accuracy", "error");

    /** Take the fingerprint of every metric; do so before its files can change. */
    static Map<String, String> fingerprints(Assignment assignment) throws IOException {
        var all = new LinkedHashMap<String, String>();
        for (var grader : assignment.graders()) {
            if (BandChecks.isModel(grader)) {
                all.put(grader.id(), Fingerprint.of(assignment, grader));
            }
        }
        return all;
    }

    Map<String, Metric> metrics() {
        var metrics = new LinkedHashMap<String, Metric>();
        for (var grader : assignment.graders()) {
            if (BandChecks.isModel(grader)) {
                metrics.put(BandChecks.metric(grader), metric(grader));
            }
        }
        return metrics;
    }

    private Metric metric(GraderDefinition grader) {
        var baseline = assignment.baseline() == null ? null : solution(grader, BASELINE);
        var reference = solution(grader, REFERENCE);
        boolean generated = isGenerated(grader);
        long heldOut = readings(grader, REFERENCE).getFirst().heldOut();
        return new Metric(
                Objects.requireNonNull(fingerprints.get(grader.id())),
                heldOut,
                Noise.of(
                        scores(reference, baseline),
                        SHARES.contains(grader.settings().path("metric").path("name").asText()),
                        heldOut,
                        generated),
                generated ? dataSeeds(grader) : List.of(),
                readings(grader, REFERENCE).stream().map(Reading::trainingSeed).toList(),
                reference,
                baseline);
    }

    private static List<Distribution> scores(Solution reference, @Nullable Solution baseline) {
        return Stream.of(Optional.of(reference), Optional.ofNullable(baseline))
                .flatMap(Optional::stream)
                .map(Solution::scores)
                .toList();
    }

    private boolean isGenerated(GraderDefinition grader) {
        return assignment.data().stream()
                .filter(data -> data.id().equals(data(grader)))
                .anyMatch(data -> data instanceof DataDefinition.Generated);
    }

    private static String data(GraderDefinition grader) {
        return grader.settings().path("data").asText();
    }

    private List<Long> dataSeeds(GraderDefinition grader) {
        return runs.stream()
                .map(run -> RootSeed.calibration(run.number()).seeds())
                .map(seeds -> seeds.data(data(grader)))
                .toList();
    }

    private Solution solution(GraderDefinition grader, String name) {
        var readings = readings(grader, name);
        return new Solution(
                new Distribution(readings.stream().map(Reading::value).toList()),
                new Distribution(
                        readings.stream()
                                .map(reading -> reading.time().toMillis() / 1000.0)
                                .toList()));
    }

    private List<Reading> readings(GraderDefinition grader, String solution) {
        return runs.stream()
                .flatMap(run -> run.readings().stream())
                .filter(reading -> reading.grader().equals(grader.id()))
                .filter(reading -> reading.solution().equals(solution))
                .toList();
    }
}
