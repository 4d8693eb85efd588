package gradebox.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Check results against Gradescope's format, as the schema beside this class has it. */
public final class GradescopeSchema {

    private static final String RESOURCE = "gradescope-results.schema.json";

    private final JsonSchema schema = load();

    /**
     * Return what is wrong with a result, each fault with the field's name; empty if nothing is.
     */
    public List<String> validate(JsonNode result) {
        return schema.validate(asWritten(result)).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    // What counts is what a reader gets: a NaN in a tree, say, would be written as a string.
    private static JsonNode asWritten(JsonNode result) {
        try {
            return Json.read(Json.write(result));
        } catch (IOException e) {
            throw new UncheckedIOException("what was written can be read", e);
        }
    }

    private static JsonSchema load() {
        try (var resource = GradescopeSchema.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException(RESOURCE + " is missing from this build");
            }
            return JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(Json.read(resource.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE, e);
        }
    }
}
