package gradebox.selfcheck;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import gradebox.grading.DataSet;
import gradebox.grading.InvalidAssignmentException;
import gradebox.sandbox.call.Npz;
import gradebox.sandbox.call.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Turn a generated data set into files: arrays go into one {@code .npz} a part, single numbers that
 * predictions are scored against too, others into the entries that speak of them.
 */
final class PracticeSet {
    private final DataSet set;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final ObjectNode entry = JsonNodeFactory.instance.objectNode();
    private final List<String> tensors = new ArrayList<>();

    PracticeSet(DataSet set) throws InvalidAssignmentException {
        this.set = set;
        add("train", set.train(), false);
        add("inputs", set.inputs(), true);
        add("hidden", set.hidden(), false);
        if (!tensors.isEmpty()) {
            var list = entry.putArray("tensors");
            tensors.forEach(list::add);
        }
    }

    /** Return its files, by path in the assignment's folder. */
    Map<String, byte[]> files() {
        return files;
    }

    /** Return what {@code assignment.yaml} says of it. */
    ObjectNode entry() {
        return entry;
    }

    private void add(String part, Map<String, Value> values, boolean always)
            throws InvalidAssignmentException {
        var arrays = new LinkedHashMap<String, Value.Array>();
        for (var value : values.entrySet()) {
            var array = array(part, value.getValue());
            array.ifPresent(it -> arrays.put(value.getKey(), it));
            if (array.isPresent() && array.get().tensor()) {
                tensors.add(part + "." + value.getKey());
            }
        }
        if (arrays.isEmpty() && !always) {
            return;
        }
        var path = "data/" + set.id() + "-" + part + ".npz";
        byte[] bytes = Npz.write(arrays);
        files.put(path, bytes);
        entry.putObject(part).put("path", path).put("sha256", DigestUtils.sha256Hex(bytes));
    }

    private Optional<Value.Array> array(String part, Value value)
            throws InvalidAssignmentException {
        if (value instanceof Value.Array array) {
            return Optional.of(array);
        }
        boolean isHidden = part.equals("hidden");
        if (isHidden && value instanceof Value.Real real) {
            return Optional.of(Value.Array.ofDoubles(List.of(1L), real.value()));
        }
        if (isHidden && value instanceof Value.Int number) {
            return Optional.of(Value.Array.ofDoubles(List.of(1L), number.value().doubleValue()));
        }
        if (isHidden || literal(value).isEmpty()) {
            throw new InvalidAssignmentException(
                    "data.%s: %s holds %s, which practice data cannot hold; hide the checks that need it"
                            .formatted(set.id(), part, value.kind()));
        }
        return Optional.empty();
    }

    private static Optional<ValueNode> literal(Value value) {
        var nodes = JsonNodeFactory.instance;
        return switch (value) {
            case Value.Bool bool -> Optional.of(nodes.booleanNode(bool.value()));
            case Value.Int number -> Optional.of(nodes.numberNode(number.value().longValue()));
            case Value.Real real -> Optional.of(nodes.numberNode(real.value()));
            case Value.Text text -> Optional.of(nodes.textNode(text.value()));
            default -> Optional.empty();
        };
    }

    /**
     * Write single numbers and texts of this set into a grader's arguments, where it names them.
     */
    void fill(ObjectNode grader) {
        fill(grader.path("train").path("args"), "train.", set.train());
        fill(grader.path("predict").path("args"), "inputs.", set.inputs());
    }

    private static void fill(JsonNode arguments, String prefix, Map<String, Value> values) {
        if (arguments instanceof ObjectNode named) {
            for (var argument : List.copyOf(named.properties())) {
                of(argument.getValue(), prefix, values)
                        .ifPresent(value -> named.set(argument.getKey(), value));
            }
        } else if (arguments instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                int at = i;
                of(list.get(i), prefix, values).ifPresent(value -> list.set(at, value));
            }
        }
    }

    private static Optional<ValueNode> of(
            JsonNode argument, String prefix, Map<String, Value> values) {
        var value =
                argument.asText().startsWith(prefix)
                        ? values.get(argument.asText().substring(prefix.length()))
                        : null;
        return value == null ? Optional.empty() : literal(value);
    }
}
