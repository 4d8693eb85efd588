package gradebox.graders.model;

import gradebox.grading.Check;
import gradebox.grading.CheckResult;
import gradebox.grading.DataSet;
import gradebox.grading.Grader;
import gradebox.grading.GraderDefinition;
import gradebox.grading.GraderReport;
import gradebox.grading.Measurement;
import gradebox.grading.Outcome;
import gradebox.grading.StudentCalls;
import gradebox.grading.Submission;
import gradebox.grading.Threshold;
import gradebox.grading.Workbench;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.call.CallFailure;
import gradebox.sandbox.call.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Train over several seeds of ours, score what each model predicts, and let the median count. */
final class ModelGrader implements Grader {
    private final GraderDefinition definition;
    private final ModelSettings settings;

    ModelGrader(GraderDefinition definition, ModelSettings settings) {
        this.definition = definition;
        this.settings = settings;
    }

    /** The figures so far, or why there is none. */
    private record Runs(List<Long> seeds, List<Double> values, Optional<Outcome> failure) {
        double median() {
            var sorted = values.stream().sorted().toList();
            int middle = sorted.size() / 2;
            return sorted.size() % 2 == 1
                    ? sorted.get(middle)
                    : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        }
    }

    @Override
    public boolean callsSubmissions() {
        return true;
    }

    @Override
    public GraderReport grade(Submission submission, Workbench bench)
            throws SandboxException, InterruptedException {
        long started = System.nanoTime();
        var data = bench.data(settings.data());
        String log;
        Runs runs;
        try (var process =
                StudentCalls.openForRuns(submission.id(), StudentCalls.root(submission), bench)) {
            runs = runs(data, new Predictor(settings, data, submission, bench, process), bench);
            log = process.log();
        }
        var outcome = runs.failure().orElseGet(() -> outcome(runs));
        var time = Duration.ofNanos(System.nanoTime() - started);
        var results = new ArrayList<CheckResult>();
        for (Check check : definition.checks()) {
            results.add(new CheckResult(check.id(), outcome, time));
        }
        String id = definition.id() + "/" + settings.metric().word();
        double value = runs.failure().isPresent() ? Double.NaN : runs.median();
        var measurement = new Measurement(id, value, runs.values(), runs.seeds());
        return new GraderReport(
                results, List.of(), List.of(measurement), List.of(), List.of(), log);
    }

    /**
     * Train and predict several times, each time in a process of its own that leaves nothing
     * behind: what one run saw of the held-out inputs must not reach the next one's training.
     */
    private Runs runs(DataSet data, Predictor predictor, Workbench bench)
            throws SandboxException, InterruptedException {
        var seeds = new ArrayList<Long>();
        var values = new ArrayList<Double>();
        int wanted = settings.runs();
        for (int i = 0; i < wanted; i++) {
            long seed = bench.seeds().seed("train/" + definition.id() + "/" + i);
            seeds.add(seed);
            try {
                values.add(score(data, predictor, seed));
            } catch (Failure failure) {
                return new Runs(seeds, values, Optional.of(failure.outcome()));
            }
            var soFar = new Runs(seeds, values, Optional.empty());
            if (i == settings.runs() - 1
                    && settings.threshold().distanceToCutoff(soFar.median())
                            <= settings.nearWithin()) {
                wanted += settings.nearRuns();
            }
        }
        return new Runs(seeds, values, Optional.empty());
    }

    private double score(DataSet data, Predictor predictor, long seed)
            throws SandboxException, InterruptedException, Failure {
        try {
            var predictions = predictor.predict(seed);
            return settings.metric().compute(predictions, hidden(data)) - minus(data);
        } catch (CallFailure failure) {
            throw new Failure(StudentCalls.outcome(failure));
        } catch (InvalidPredictions e) {
            throw new Failure(
                    new Outcome.Failed(Outcome.Reason.WRONG, String.valueOf(e.getMessage())));
        }
    }

    private Value.Array hidden(DataSet data) {
        var value = DataReference.find(data, settings.hidden());
        if (value instanceof Value.Array array) {
            return array;
        }
        throw new IllegalStateException(settings.hidden() + " is no array but " + value.kind());
    }

    private double minus(DataSet data) {
        if (settings.minus().isEmpty()) {
            return 0;
        }
        return switch (DataReference.find(data, settings.minus())) {
            case Value.Real real -> real.value();
            case Value.Array array -> array.toDoubles()[0];
            case Value other ->
                    throw new IllegalStateException(
                            settings.minus() + " is no number but " + other.kind());
        };
    }

    private Outcome outcome(Runs runs) {
        double value = runs.median();
        var fraction = settings.threshold().fraction(value);
        String feedback = feedback(runs, value);
        if (fraction.signum() == 0) {
            return new Outcome.Failed(Outcome.Reason.WRONG, feedback);
        }
        return fraction.compareTo(BigDecimal.ONE) == 0
                ? new Outcome.Passed(feedback)
                : new Outcome.Partial(fraction, feedback);
    }

    private String feedback(Runs runs, double value) {
        String all =
                runs.values().size() == 1
                        ? ""
                        : runs.values().stream()
                                .map(ModelGrader::show)
                                .collect(Collectors.joining(", ", " (the median of ", ")"));
        String bands =
                settings.threshold().knots().stream()
                        .map(ModelGrader::describe)
                        .collect(Collectors.joining(", "));
        return "%s %s%s. %s."
                .formatted(settings.metric().word().replace('_', ' '), show(value), all, bands);
    }

    private static String describe(Threshold.Knot knot) {
        String percent = knot.fraction().movePointRight(2).stripTrailingZeros().toPlainString();
        return "%s %% of the points at %s".formatted(percent, show(knot.at()));
    }

    private static String show(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
