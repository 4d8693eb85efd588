package gradebox.output;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import gradebox.grading.Measurement;
import java.util.List;

/** Write measurements as JSON. */
final class Metrics {

    private Metrics() {}

    static ObjectNode json(Measurement measurement) {
        ObjectNode json = Json.object().put("metric", SafeText.line(measurement.metric()));
        json.set("value", Json.number(measurement.value()));
        ArrayNode runs = json.putArray("runs");
        measurement.runs().forEach(run -> runs.add(Json.number(run)));
        ArrayNode seeds = json.putArray("seeds");
        measurement.seeds().forEach(seeds::add);
        return json;
    }

    /** Return what a metric is called within its grader. */
    static String shortName(String metric) {
        return metric.substring(metric.indexOf('/') + 1);
    }

    /**
     * Return what a metric's column is called: its own name, or its grader's where several graders
     * measure the same.
     */
    static String columnName(String metric, List<String> all) {
        String name = shortName(metric);
        boolean shared = all.stream().filter(other -> shortName(other).equals(name)).count() > 1;
        return shared && metric.contains("/") ? metric.substring(0, metric.indexOf('/')) : name;
    }
}
