package gradebox.assignments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import gradebox.grading.TimeSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.error.YAMLException;

/** Walks the shipped schema, field by field, as its validator does. */
class SchemaFieldsTest {
    private static final Set<String> ANNOTATIONS =
            Set.of("title", "description", "default", "examples");

    private final AssignmentSchema schema = new AssignmentSchema();

    /** One field, by the way that the validator takes to it. */
    private record Field(List<String> way, JsonNode subschema) {}

    @Test
    void everyFieldHasABrokenFixture() throws IOException {
        var broken = new TreeSet<String>();
        for (var fixture : SampleFolder.bad()) {
            complaints(fixture)
                    .forEach(message -> broken.add(lastField(message.getEvaluationPath())));
        }

        var fields = fields().stream().map(field -> String.join("/", field.way())).toList();
        assertThat(fields).hasSizeGreaterThan(70);
        assertThat(broken).containsAll(fields);
    }

    @Test
    void everyFieldIsDescribed() {
        assertThat(fields())
                .allSatisfy(
                        field ->
                                assertThat(resolved(field.subschema()).path("description").asText())
                                        .as("description of %s", field.way())
                                        .endsWith("."));
    }

    @Test
    void everyMapRefusesUnknownKeys() {
        var open =
                schema.text().findParents("properties").stream()
                        .filter(node -> !node.path("additionalProperties").isBoolean())
                        .map(node -> node.path("description").asText())
                        .filter(description -> !description.isEmpty())
                        .toList();

        // A grader's other keys are its type's own; the schema of each type refuses the rest.
        assertThat(open).containsExactly("One grader; type decides what else it takes.");
    }

    @Test
    void sizesAndDurationsMatchTheirParsers() {
        assertThat(schema.text().at("/$defs/size/pattern").asText())
                .isEqualTo(ByteSize.PATTERN.pattern());
        assertThat(schema.text().at("/$defs/duration/pattern").asText())
                .isEqualTo(TimeSpan.PATTERN.pattern());
    }

    private Set<ValidationMessage> complaints(Path fixture) throws IOException {
        try {
            var root = YamlReader.read(Files.readString(fixture), new Problems("")).root();
            return schema.messages(root);
        } catch (YAMLException e) {
            return Set.of(); // no YAML, so no field is tried
        }
    }

    /** Return the field that a complaint is about: the last one on the way to it. */
    private static String lastField(JsonNodePath path) {
        var names = new ArrayList<String>();
        int end = 0;
        for (int i = 0; i < path.getNameCount(); i++) {
            names.add(path.getName(i));
            if (i > 0 && path.getName(i - 1).equals("properties")) {
                end = i + 1;
            }
        }
        return String.join("/", names.subList(0, end));
    }

    private List<Field> fields() {
        var fields = new ArrayList<Field>();
        walk(schema.text(), List.of(), fields);
        return fields;
    }

    private void walk(JsonNode node, List<String> way, List<Field> fields) {
        for (var property : node.path("properties").properties()) {
            var there = further(way, "properties", property.getKey());
            if (asserts(property.getValue())) {
                fields.add(new Field(there, property.getValue()));
                walk(property.getValue(), there, fields);
            }
        }
        for (var property : node.path("patternProperties").properties()) {
            walk(property.getValue(), further(way, "patternProperties", property.getKey()), fields);
        }
        for (var keyword : List.of("items", "then", "else")) {
            if (node.path(keyword).isObject()) {
                walk(node.path(keyword), further(way, keyword), fields);
            }
        }
        for (int i = 0; i < node.path("allOf").size(); i++) {
            walk(node.path("allOf").get(i), further(way, "allOf", String.valueOf(i)), fields);
        }
        if (node.has("$ref")) {
            walk(referenced(node), further(way, "$ref"), fields);
        }
    }

    private static boolean asserts(JsonNode subschema) {
        return subschema.properties().stream()
                .anyMatch(keyword -> !ANNOTATIONS.contains(keyword.getKey()));
    }

    private JsonNode resolved(JsonNode field) {
        return field.has("description") || !field.has("$ref") ? field : referenced(field);
    }

    private JsonNode referenced(JsonNode node) {
        return schema.text().at(JsonPointer.compile(node.path("$ref").asText().substring(1)));
    }

    private static List<String> further(List<String> way, String... names) {
        var there = new ArrayList<>(way);
        there.addAll(List.of(names));
        return there;
    }
}
