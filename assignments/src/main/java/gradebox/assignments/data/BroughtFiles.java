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
import org.jspecify.annotations.Nullable;

/**
 * Read the {@code .npz} files that staff bring, each only if it hashes to what the assignment says.
 */
final class BroughtFiles {
    private static final int MOST_BYTES = 1 << 30;

    private BroughtFiles() {}

    static DataSet read(DataDefinition.Brought definition) throws InvalidAssignmentException {
        var train = read(definition.train());
        var inputs = read(definition.inputs());
        var hidden = read(definition.hidden());
        String digest = Digests.of(Map.of("train", train, "inputs", inputs, "hidden", hidden));
        return new DataSet(definition.id(), train, inputs, hidden, digest);
    }

    private static Map<String, Value> read(DataDefinition.@Nullable Source source)
            throws InvalidAssignmentException {
        if (source == null) {
            return Map.of();
        }
        try {
            byte[] bytes = Files.readAllBytes(source.path());
            String digest = Digests.sha256(bytes);
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
