package gradebox.assignments;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Hold a YAML file's contents together with where each entry stands.
 *
 * @param root the contents
 * @param spots where each entry stands, by its pointer
 */
record YamlDocument(JsonNode root, Map<JsonPointer, Spot> spots) {

    YamlDocument {
        spots = Map.copyOf(spots);
    }

    /**
     * Say where an entry stands and how it is written.
     *
     * @param key where its name begins, or the entry itself where it has no name
     * @param value where its value begins
     * @param written a scalar as its author wrote it, without quotes; else the empty string
     */
    record Spot(Position key, Position value, String written) {}

    Place place() {
        return new Place(this, JsonPointer.empty());
    }

    /** Return where an entry stands, or its nearest ancestor where it is missing. */
    Spot spot(JsonPointer pointer) {
        for (var at = pointer; at != null; at = at.head()) {
            var spot = spots.get(at);
            if (spot != null) {
                return spot;
            }
        }
        return new Spot(Position.START, Position.START, "");
    }
}
