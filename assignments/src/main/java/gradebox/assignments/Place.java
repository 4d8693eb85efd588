package gradebox.assignments;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Point at one entry of a document, there or not. Reading is lenient: an entry that is missing or
 * of the wrong kind reads as empty, since the schema has already complained of it.
 */
record Place(YamlDocument document, JsonPointer pointer) {

    JsonNode node() {
        return document.root().at(pointer);
    }

    boolean isPresent() {
        return !node().isMissingNode();
    }

    Place at(String key) {
        return new Place(document, pointer.appendProperty(key));
    }

    /** Return the entry that this one stands in. */
    Place parent() {
        var head = pointer.head();
        return head == null ? this : new Place(document, head);
    }

    /** Return the entries of a list, or the values of a map, in order. */
    List<Place> members() {
        var members = new ArrayList<Place>();
        var node = node();
        if (node.isObject()) {
            node.fieldNames().forEachRemaining(key -> members.add(at(key)));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            members.add(new Place(document, pointer.appendIndex(i)));
        }
        return members;
    }

    /** Return the texts of a list. */
    List<String> texts() {
        return members().stream().map(Place::text).toList();
    }

    /** Return the last part of its path: its own name, or its index. */
    String key() {
        var last = pointer.last();
        return last == null ? "" : last.getMatchingProperty();
    }

    /** Return its text; empty where there is none. */
    String text() {
        return text("");
    }

    String text(String otherwise) {
        return node().isTextual() ? node().textValue() : otherwise;
    }

    BigDecimal number() {
        return node().isNumber() ? node().decimalValue() : BigDecimal.ZERO;
    }

    int integer(int otherwise) {
        return node().asInt(otherwise);
    }

    /** Return where to point an author to: the value of a scalar, the name of anything else. */
    Position position() {
        var spot = document.spot(pointer);
        return node().isValueNode() ? spot.value() : spot.key();
    }

    Position keyPosition() {
        return document.spot(pointer).key();
    }

    /** Return the value as its author wrote it, shortened where it is long. */
    String written() {
        String written = document.spot(pointer).written();
        return written.length() <= 60 ? written : written.substring(0, 57) + "...";
    }

    String name() {
        return name(pointer);
    }

    /** Write a pointer as authors would: {@code rubric[3].points}. */
    static String name(JsonPointer pointer) {
        var name = new StringBuilder();
        for (var at = pointer; !at.matches(); at = at.tail()) {
            if (at.mayMatchElement()) {
                name.append('[').append(at.getMatchingIndex()).append(']');
            } else {
                name.append(name.isEmpty() ? "" : ".").append(at.getMatchingProperty());
            }
        }
        return name.toString();
    }
}
