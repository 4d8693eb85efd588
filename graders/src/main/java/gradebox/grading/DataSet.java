package gradebox.grading;

import gradebox.sandbox.call.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Hold an assignment's data in its three parts.
 *
 * @param id names it in {@code assignment.yaml}
 * @param train what the student's code trains on, by name
 * @param inputs what it predicts for; handed over for the predict step only
 * @param hidden what predictions are scored against (labels, a source's entropy); never enters a
 *     student's sandbox
 * @param digest SHA-256, in hex, of what it was made from
 */
public record DataSet(
        String id,
        Map<String, Value> train,
        Map<String, Value> inputs,
        Map<String, Value> hidden,
        String digest) {
    public DataSet {
        train = Collections.unmodifiableMap(new LinkedHashMap<>(train));
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        hidden = Collections.unmodifiableMap(new LinkedHashMap<>(hidden));
    }
}
