package gradebox.assignments;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import gradebox.assignments.YamlDocument.Spot;
import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Turn YAML events into a tree, remembering where each entry stands. Takes the part of YAML that
 * JSON has: no anchors, aliases or tags, every key a text and given once, one document a file.
 */
final class YamlReader {
    private static final int MAX_DEPTH = 32;

    private final Parser parser;
    private final Problems problems;
    private final Map<JsonPointer, Spot> spots = new HashMap<>();

    private YamlReader(Parser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /**
     * Read a text.
     *
     * @throws YAMLException if it is not YAML, or more than this reader takes
     */
    static YamlDocument read(String text, Problems problems) {
        var parser = new ParserImpl(new StreamReader(text), new LoaderOptions());
        return new YamlReader(parser, problems).document();
    }

    private YamlDocument document() {
        parser.getEvent(); // the stream's start
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            return new YamlDocument(MissingNode.getInstance(), spots);
        }
        parser.getEvent(); // the document's start
        var root = value(JsonPointer.empty(), start(parser.peekEvent()), 0);
        parser.getEvent(); // the document's end
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            problems.add(
                    start(parser.peekEvent()),
                    "",
                    "a second document begins here; keep one assignment in a file");
        }
        return new YamlDocument(root, spots);
    }

    private JsonNode value(JsonPointer at, Position key, int depth) {
        var event = parser.getEvent();
        if (depth > MAX_DEPTH) {
            throw new Refusal("entries nest deeper than " + MAX_DEPTH, event.getStartMark());
        }
        refuseExtras((NodeEvent) event, at);
        String written = event instanceof ScalarEvent scalar ? scalar.getValue() : "";
        spots.put(at, new Spot(key, start(event), written));
        if (event instanceof ScalarEvent scalar) {
            return scalar.isPlain() ? PlainScalar.read(written) : new TextNode(written);
        }
        if (event.is(Event.ID.MappingStart)) {
            return mapping(at, depth);
        }
        return event.is(Event.ID.SequenceStart) ? sequence(at, depth) : NullNode.instance;
    }

    private JsonNode mapping(JsonPointer at, int depth) {
        var node = JsonNodeFactory.instance.objectNode();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            var event = parser.getEvent();
            if (!(event instanceof ScalarEvent scalar)) {
                throw new Refusal("a key must be a plain word", event.getStartMark());
            }
            String key = scalar.getValue();
            var child = at.appendProperty(key);
            if (node.has(key)) {
                problems.add(start(event), Place.name(child), "stands here twice; keep one");
            }
            node.set(key, value(child, start(event), depth + 1));
        }
        parser.getEvent();
        return node;
    }

    private JsonNode sequence(JsonPointer at, int depth) {
        var node = JsonNodeFactory.instance.arrayNode();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            var child = at.appendIndex(node.size());
            node.add(value(child, start(parser.peekEvent()), depth + 1));
        }
        parser.getEvent();
        return node;
    }

    private void refuseExtras(NodeEvent event, JsonPointer at) {
        if (event instanceof AliasEvent) {
            refuse(event, at, "*" + event.getAnchor() + " stands for another entry; write it out");
        } else if (event.getAnchor() != null) {
            refuse(event, at, "&" + event.getAnchor() + " is an anchor; write repeats out instead");
        }
        String tag =
                switch (event) {
                    case ScalarEvent scalar -> scalar.getTag();
                    case CollectionStartEvent collection -> collection.getTag();
                    default -> null;
                };
        if (tag != null) {
            refuse(event, at, tag.replace("tag:yaml.org,2002:", "!!") + " is a tag; leave it out");
        }
    }

    private void refuse(Event event, JsonPointer at, String text) {
        problems.add(start(event), Place.name(at), text);
    }

    private static Position start(Event event) {
        return Position.of(event.getStartMark());
    }

    /** Stop reading: what follows could not be told apart from the fault. */
    private static final class Refusal extends MarkedYAMLException {
        private static final long serialVersionUID = 1;

        Refusal(String problem, Mark at) {
            super(null, null, problem, at);
        }
    }
}
