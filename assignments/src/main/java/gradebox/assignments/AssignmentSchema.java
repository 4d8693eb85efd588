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
import java.util.stream.Collectors;

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
        var messages = messages(document.root());
        var wrongKinds =
                messages.stream()
                        .filter(message -> message.getType().equals("type"))
                        .map(ValidationMessage::getInstanceLocation)
                        .collect(Collectors.toSet());
        for (var message : messages) {
            boolean isWrongKind = message.getType().equals("type");
            if (!isBranch(message)
                    && (isWrongKind || !wrongKinds.contains(message.getInstanceLocation()))) {
                explain(message, document, problems);
            }
        }
    }

    /** Tell whether this only says why one of several alternatives does not fit. */
    private static boolean isBranch(ValidationMessage message) {
        var path = message.getEvaluationPath();
        String last = path.getName(path.getNameCount() - 1);
        return path.contains("oneOf") && last.equals("required");
    }

    private void explain(ValidationMessage message, YamlDocument document, Problems problems) {
        var at = JsonPointer.compile(message.getInstanceLocation().toString());
        var keyword = JsonPointer.compile(message.getSchemaLocation().getFragment().toString());
        var holder = text.at(keyword.head());
        if (message.getType().equals("additionalProperties")) {
            var key = new Place(document, at.appendProperty(message.getProperty()));
            problems.addAtKey(key, new SchemaWords(text, holder, message, key).text());
        } else {
            var place = new Place(document, at);
            problems.add(place, new SchemaWords(text, holder, message, place).text());
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
}
