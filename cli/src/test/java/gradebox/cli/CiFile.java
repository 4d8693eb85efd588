package gradebox.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the files for CI services that the README shows. */
final class CiFile {
    private static final String FENCE = "```";

    private CiFile() {}

    /** Read one as YAML; its first line is a comment with its name. */
    static JsonNode read(String name) throws IOException {
        var readme =
                Files.readString(Path.of(System.getProperty("gradebox.home"), "README.md"))
                        .split("\n```yaml\n", -1);
        for (var block : readme) {
            if (block.startsWith("# " + name + "\n")) {
                return new YAMLMapper().readTree(block.substring(0, block.indexOf(FENCE)));
            }
        }
        throw new AssertionError("the README shows no " + name);
    }

    /** Return variables as a runner sets them. */
    static Map<String, String> variables(JsonNode all) {
        var variables = new LinkedHashMap<String, String>();
        all.properties().forEach(one -> variables.put(one.getKey(), one.getValue().asText()));
        return variables;
    }
}
