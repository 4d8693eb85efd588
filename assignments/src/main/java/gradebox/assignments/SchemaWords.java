package gradebox.assignments;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Put a validator's complaint into an author's words: what is wrong, and what to write instead.
 *
 * @param schema the whole schema
 * @param holder the subschema whose keyword complains; its title and examples say what is meant
 * @param message the complaint
 * @param place what it is about
 */
record SchemaWords(JsonNode schema, JsonNode holder, ValidationMessage message, Place place) {

    String text() {
        return switch (message.getType()) {
            case "additionalProperties" -> unknownKey();
            case "required" -> missing(message.getProperty());
            case "dependentRequired" -> incomplete();
            case "type" -> wrongKind();
            case "enum", "const" -> found() + " cannot stand here" + choices();
            case "pattern" -> found() + " is not " + title() + examples();
            case "maxLength" -> "is longer than " + limit() + " characters; shorten it";
            case "minimum" -> place.written() + " is too small; the least is " + limit();
            case "maximum" -> place.written() + " is too large; the most is " + limit();
            case "exclusiveMinimum" -> place.written() + " is too small; it must exceed " + limit();
            case "minItems" -> "is empty; give at least one" + examples();
            case "minProperties" -> "is empty; give at least one" + ofKeys();
            case "uniqueItems" -> "the same entry stands here twice; keep one";
            case "oneOf" -> alternatives();
            case "not" -> quoted(words("/not/required"), " and ") + " do not go together; drop one";
            default -> message.getMessage();
        };
    }

    private String unknownKey() {
        var known = new ArrayList<String>();
        holder.path("properties").fieldNames().forEachRemaining(known::add);
        if (known.isEmpty()) {
            return "`" + place.key() + "` is not a name; use letters, digits, _ and -";
        }
        return "unknown key"
                + ClosestMatch.hint(place.key(), known)
                + " (known here: "
                + String.join(", ", known)
                + ")";
    }

    private String ofKeys() {
        var keys = new ArrayList<String>();
        holder.path("properties").fieldNames().forEachRemaining(keys::add);
        keys.remove("type");
        return keys.isEmpty() ? "" : " of " + quoted(keys, ", ");
    }

    private String missing(String key) {
        var field = holder.path("properties").path(key);
        if (field.has("$ref") && !field.has("description")) {
            field = schema.at(JsonPointer.compile(field.get("$ref").textValue().substring(1)));
        }
        String what = field.path("description").asText();
        return "`" + key + "` is missing" + (what.isEmpty() ? "" : ": " + firstSentence(what));
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". ");
        String sentence = end < 0 ? text.substring(0, text.length() - 1) : text.substring(0, end);
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }

    /** Say which of two keys that need each other is there, and which is not. */
    private String incomplete() {
        var lacks = new ArrayList<String>();
        for (var rule : holder.path("dependentRequired").properties()) {
            for (var needed : rule.getValue()) {
                String other = needed.asText();
                if (place.at(rule.getKey()).isPresent() && !place.at(other).isPresent()) {
                    lacks.add(
                            "`%s` goes with `%s`, which is missing"
                                    .formatted(rule.getKey(), other));
                }
            }
        }
        return String.join("; ", lacks);
    }

    private String wrongKind() {
        String wanted = holder.has("title") ? title() : kinds();
        return found() + " stands where " + wanted + " belongs" + examples();
    }

    private String kinds() {
        var type = holder.path("type");
        var types = type.isArray() ? words("/type") : List.of(type.asText());
        return types.stream().map(SchemaWords::kindOf).collect(Collectors.joining(" or "));
    }

    private static String kindOf(String type) {
        return switch (type) {
            case "object" -> "a map (KEY: VALUE)";
            case "array" -> "a list ([A, B])";
            case "string" -> "a text";
            default -> "a " + type;
        };
    }

    /** Name what stands there: a scalar as it is written, anything else by its kind. */
    private String found() {
        return switch (place.node().getNodeType()) {
            case OBJECT, POJO -> "a map";
            case ARRAY -> "a list";
            case NUMBER -> "the number " + place.written();
            case BOOLEAN, STRING, BINARY ->
                    place.written().isBlank() ? "an empty text" : "`" + place.written() + "`";
            case NULL, MISSING -> "nothing";
        };
    }

    private String choices() {
        var choices = holder.has("const") ? List.of(holder.path("const").asText()) : words("/enum");
        return (choices.size() == 1 ? "; write " : "; choose one of ") + String.join(", ", choices);
    }

    private String alternatives() {
        var names = new ArrayList<String>();
        for (var branch : holder.path("oneOf")) {
            names.add(branch.at("/required/0").asText());
        }
        return names.stream().anyMatch(name -> place.at(name).isPresent())
                ? "only one of " + quoted(names, ", ") + " can stand here; drop the others"
                : "one of " + quoted(names, ", ") + " is missing";
    }

    private String title() {
        return holder.path("title").asText("what belongs here");
    }

    private String limit() {
        return message.getSchemaNode().decimalValue().toPlainString();
    }

    private String examples() {
        var examples = words("/examples");
        return examples.isEmpty() ? "" : "; write for example " + String.join(" or ", examples);
    }

    private List<String> words(String pointer) {
        return StreamSupport.stream(holder.at(pointer).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String quoted(List<String> words, String between) {
        return words.stream().collect(Collectors.joining("`" + between + "`", "`", "`"));
    }
}
