package gradebox.graders.model;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Threshold;
import java.util.List;
import java.util.Optional;

/**
 * Hold what {@code assignment.yaml} says of one model grader.
 *
 * @param data the data set
 * @param train how a model is trained; empty where the submission brings its own
 * @param predict how predictions are made
 * @param metric what they are scored by
 * @param hidden what they are scored against, {@code hidden.y}
 * @param minus what is taken off the metric, {@code hidden.entropy}; empty for nothing
 * @param runs how many seeds are tried; the median counts
 * @param nearRuns how many more where that is near a cut-off
 * @param nearWithin how near that is, in the metric's unit
 * @param threshold what the metric earns
 */
record ModelSettings(
        String data,
        Optional<Step> train,
        Step predict,
        Metric metric,
        String hidden,
        String minus,
        int runs,
        int nearRuns,
        double nearWithin,
        Threshold threshold) {

    /** Say how one step is done. */
    sealed interface Step {

        /** A function of the submission's, or a method of the model that training returned. */
        record Call(String name, boolean onModel, JsonNode arguments, String seed)
                implements Step {}

        /** A program of the submission's, and the file that it leaves behind. */
        record Program(List<String> argv, String output) implements Step {}

        /** A model file, run by us in a sandbox that holds that file and the inputs only. */
        record ModelFile(String artifact, String format, String inputs) implements Step {}
    }

    static ModelSettings read(JsonNode settings) throws InvalidAssignmentException {
        var metric = settings.path("metric");
        var near = settings.path("near_cutoff");
        String name = metric.path("name").asText();
        return new ModelSettings(
                settings.path("data").asText(),
                settings.has("train")
                        ? Optional.of(step(settings.path("train")))
                        : Optional.empty(),
                settings.has("model")
                        ? modelFile(settings.path("model"))
                        : step(settings.path("predict")),
                Metric.of(name)
                        .orElseThrow(
                                () ->
                                        new InvalidAssignmentException(
                                                "no metric is called " + name)),
                metric.path("of").asText(),
                metric.path("minus").asText(name.equals("entropy_gap") ? "hidden.entropy" : ""),
                settings.path("runs").asInt(1),
                near.path("runs").asInt(0),
                near.path("within").asDouble(0),
                ThresholdSettings.read(settings.path("threshold")));
    }

    private static Step step(JsonNode step) {
        if (step.has("command")) {
            var argv = new java.util.ArrayList<String>();
            step.path("command").forEach(word -> argv.add(word.asText()));
            return new Step.Program(List.copyOf(argv), step.path("output").asText(""));
        }
        boolean onModel = step.has("method");
        return new Step.Call(
                step.path(onModel ? "method" : "call").asText(),
                onModel,
                step.path("args"),
                step.path("seed").asText(""));
    }

    private static Step modelFile(JsonNode model) {
        return new Step.ModelFile(
                model.path("artifact").asText(),
                model.path("format").asText(),
                model.path("inputs").asText());
    }
}
