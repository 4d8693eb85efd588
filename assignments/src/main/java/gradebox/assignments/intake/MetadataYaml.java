package gradebox.assignments.intake;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Read an export's YAML within limits. Students choose names in it. Aliases are never expanded:
 * Jackson hands one out as the text of its anchor.
 */
final class MetadataYaml {
    private static final int BYTES = 32 << 20;
    private static final int DEPTH = 30;

    private MetadataYaml() {}

    static ObjectNode read(Path file) throws IntakeException, IOException {
        if (Files.size(file) > BYTES) {
            throw unreadable(file, "is larger than " + (BYTES >> 20) + " MiB");
        }
        try {
            JsonNode tree = mapper().readTree(Files.readAllBytes(file));
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw unreadable(file, "does not name submissions");
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw unreadable(file, at == null ? "is no YAML" : "line " + at.getLineNr());
        }
    }

    private static ObjectMapper mapper() {
        var options = new LoaderOptions();
        options.setCodePointLimit(BYTES);
        options.setNestingDepthLimit(DEPTH);
        options.setAllowDuplicateKeys(false);
        YAMLFactory factory =
                YAMLFactory.builder()
                        .loaderOptions(options)
                        .streamReadConstraints(
                                StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
                        .build();
        return new ObjectMapper(factory)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    }

    private static IntakeException unreadable(Path file, String what) {
        return new IntakeException(
                file.getFileName()
                        + ": cannot be read ("
                        + what
                        + "); export the submissions from Gradescope again");
    }
}
