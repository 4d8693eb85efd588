package gradebox.assignments;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/** Check a document against the JSON Schema that ships. Safe for use by many threads. */
final class AssignmentSchema {
    private static final String RESOURCE = "assignment.schema.json";

    private final JsonNode text;
    private final JsonSchema schema;

    AssignmentSchema() {
        this.text = load();
        var config = SchemaValidatorsConfig.builder().pathType(PathType.JSON_POINTER).build();
        this.schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(text, config);
    }

    private static JsonNode load() {
        try (var stream = AssignmentSchema.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the build");
            }
            return new ObjectMapper().readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void check(YamlDocument document, Problems problems) {
        for (var message : messages(document.root())) {
            var at = JsonPointer.compile(message.getInstanceLocation().toString());
            if (message.getType().equals("additionalProperties")) {
                var key = new Place(document, at.appendProperty(message.getProperty()));
                problems.addAtKey(key, explain(message, key));
            } else {
                var place = new Place(document, at);
                problems.add(place, explain(message, place));
            }
        }
    }

    /** Return what the validator itself says. */
    Set<ValidationMessage> messages(JsonNode root) {
        return schema.validate(root);
    }

    /** Return the schema's own text. */
    JsonNode text() {
        return text;
    }

    private String explain(ValidationMessage message, Place place) {
        var keyword = message.getSchemaLocation().getFragment();
        var holder = text.at(JsonPointer.compile(keyword.toString()).head());
        return new SchemaWords(text, holder, message, place).text();
    }
}
