package gradebox.graders.model;

import gradebox.grading.DataSet;
import gradebox.sandbox.call.Value;
import java.util.Map;
import java.util.Optional;

/** Find what {@code train.NAME}, {@code inputs.NAME} and {@code hidden.NAME} stand for. */
final class DataReference {
    private DataReference() {}

    /** Return the value behind a reference that the author wrote. */
    static Value find(DataSet data, String reference) {
        return lookUp(data, reference)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "the data set " + data.id() + " has no " + reference));
    }

    /** Return the value behind a reference; empty if the text is none. */
    static Optional<Value> lookUp(DataSet data, String text) {
        int dot = text.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String name = text.substring(dot + 1);
        return switch (text.substring(0, dot)) {
            case "train" -> in(data.train(), name);
            case "inputs" -> in(data.inputs(), name);
            case "hidden" -> in(data.hidden(), name);
            default -> Optional.empty();
        };
    }

    private static Optional<Value> in(Map<String, Value> part, String name) {
        return Optional.ofNullable(part.get(name));
    }
}
