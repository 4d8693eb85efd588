package gradebox.grading;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;

/**
 * Hold what {@code assignment.yaml} says of one grader.
 *
 * @param id names it in the rubric
 * @param type chooses the {@link GraderProvider}
 * @param settings the rest of its entry, already valid under the shipped schema
 * @param folder the assignment's folder, absolute; paths in the settings are relative to it
 * @param checks its lines of the rubric
 */
public record GraderDefinition(
        String id, String type, JsonNode settings, Path folder, List<Check> checks) {
    public GraderDefinition {
        checks = List.copyOf(checks);
    }
}
