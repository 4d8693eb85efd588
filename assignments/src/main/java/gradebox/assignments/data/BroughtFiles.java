package gradebox.assignments.data;

import gradebox.assignments.Assignment.DataDefinition;
import gradebox.grading.DataSet;
import gradebox.grading.InvalidAssignmentException;
import gradebox.sandbox.call.Npz;
import gradebox.sandbox.call.ProtocolException;
import gradebox.sandbox.call.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * Read the {@code .npz} files that staff bring, each only if it hashes to what the assignment says.
 */
final class BroughtFiles {
    private static final int MOST_BYTES = 1 << 30;

    private BroughtFiles() {}

    static DataSet read(DataDefinition.Brought definition) throws InvalidAssignmentException {
        var parts =
                Map.of(
                        "train", read(definition.train()),
                        "inputs", read(definition.inputs()),
                        "hidden", read(definition.hidden()));
        for (var name : definition.tensors()) {
            makeTensor(definition, parts, name);
        }
        return new DataSet(
                definition.id(),
                part(parts, "train"),
                part(parts, "inputs"),
                part(parts, "hidden"),
                Digests.of(parts));
    }

    private static Map<String, Value> part(Map<String, Map<String, Value>> parts, String name) {
        return Objects.requireNonNull(parts.get(name), name);
    }

    private static void makeTensor(
            DataDefinition.Brought definition, Map<String, Map<String, Value>> parts, String name)
            throws InvalidAssignmentException {
        int dot = name.indexOf('.');
        var part = part(parts, name.substring(0, dot));
        if (!(part.get(name.substring(dot + 1)) instanceof Value.Array array)) {
            throw new InvalidAssignmentException(
                    "data.%s.tensors: there is no array %s in what is brought"
                            .formatted(definition.id(), name));
        }
        part.put(
                name.substring(dot + 1),
                new Value.Array(true, array.type(), array.shape(), array.data()));
    }

    private static Map<String, Value> read(DataDefinition.@Nullable Source source)
            throws InvalidAssignmentException {
        if (source == null) {
            return new LinkedHashMap<>();
        }
        try {
            byte[] bytes = Files.readAllBytes(source.path());
            String digest = DigestUtils.sha256Hex(bytes);
            if (!digest.equals(source.sha256())) {
                throw new InvalidAssignmentException(
                        "%s: has the SHA-256 %s, not %s"
                                .formatted(source.path(), digest, source.sha256()));
            }
            return new LinkedHashMap<>(Npz.read(bytes, MOST_BYTES));
        } catch (IOException e) {
            throw new InvalidAssignmentException(
                    source.path() + ": cannot be read: " + e.getMessage());
        } catch (ProtocolException e) {
            throw new InvalidAssignmentException(source.path() + ": is " + e.getMessage());
        }
    }
}
