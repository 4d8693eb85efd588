package gradebox.sandbox.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Turn values into a frame's JSON and arrays, and back.
 *
 * <p>{@code null}, booleans, strings, numbers with and without a fraction, and lists stand for
 * themselves; all else is an object with one key that says what it is: {@code {"int": "digits"}}
 * beyond 2^53, {@code {"float": "nan"|"inf"|"-inf"}}, {@code {"tuple": […]}}, {@code {"dict":
 * [[key, value], …]}}, {@code {"array": block}}, {@code {"tensor": block}}, {@code {"handle":
 * number, "class": name}}.
 */
public final class ValueCodec {
    private static final BigInteger SAFE = BigInteger.ONE.shiftLeft(53);
    private static final Pattern DIGITS = Pattern.compile("-?[0-9]+");
    private static final int LONGEST_CLASS_NAME = 256;

    private final CallCaps caps;
    private final JsonNodeFactory nodes = JsonNodeFactory.instance;

    public ValueCodec(CallCaps caps) {
        this.caps = caps;
    }

    /** Return a value's JSON, its arrays appended to {@code blocks}. */
    public JsonNode encode(Value value, List<byte[]> blocks) {
        return switch (value) {
            case Value.None none -> nodes.nullNode();
            case Value.Bool bool -> nodes.booleanNode(bool.value());
            case Value.Int integer -> encode(integer.value());
            case Value.Real real -> encode(real.value());
            case Value.Text text -> nodes.textNode(text.value());
            case Value.Sequence list -> encode(list.items(), blocks);
            case Value.Tuple tuple -> tagged("tuple", encode(tuple.items(), blocks));
            case Value.Dictionary dictionary -> tagged("dict", encode(dictionary, blocks));
            case Value.Array array -> {
                blocks.add(Npy.write(array));
                yield tagged(
                        array.tensor() ? "tensor" : "array", nodes.numberNode(blocks.size() - 1));
            }
            case Value.Handle handle ->
                    tagged("handle", nodes.numberNode(handle.id())).put("class", handle.typeName());
        };
    }

    private JsonNode encode(BigInteger value) {
        return value.abs().compareTo(SAFE) <= 0
                ? nodes.numberNode(value.longValueExact())
                : tagged("int", nodes.textNode(value.toString()));
    }

    private JsonNode encode(double value) {
        if (Double.isFinite(value)) {
            return nodes.numberNode(value);
        }
        String word = Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        return tagged("float", nodes.textNode(word));
    }

    private ArrayNode encode(List<Value> items, List<byte[]> blocks) {
        var array = nodes.arrayNode(items.size());
        items.forEach(item -> array.add(encode(item, blocks)));
        return array;
    }

    private ArrayNode encode(Value.Dictionary dictionary, List<byte[]> blocks) {
        var pairs = nodes.arrayNode();
        for (var entry : dictionary.entries()) {
            pairs.addArray().add(encode(entry.key(), blocks)).add(encode(entry.value(), blocks));
        }
        return pairs;
    }

    private ObjectNode tagged(String kind, JsonNode content) {
        return nodes.objectNode().set(kind, content);
    }

    /**
     * Read a value.
     *
     * @throws ProtocolException if the JSON and the arrays are not one
     */
    public Value decode(JsonNode node, List<byte[]> blocks) throws ProtocolException {
        // each array is read once: a header that names one a thousand times must not multiply it
        return decode(node, new ArrayList<>(blocks), 0);
    }

    /**
     * Read the values of a list, each as if it stood alone.
     *
     * @throws ProtocolException if the JSON and the arrays are not such a list
     */
    List<Value> decodeEach(JsonNode list, List<byte[]> blocks) throws ProtocolException {
        return decodeAll(list, new ArrayList<>(blocks), -1);
    }

    private Value decode(JsonNode node, List<byte[]> blocks, int depth) throws ProtocolException {
        if (depth > caps.depth()) {
            throw new ProtocolException("a value that is nested too deep");
        }
        return switch (node.getNodeType()) {
            case NULL -> new Value.None();
            case BOOLEAN -> new Value.Bool(node.booleanValue());
            case STRING -> new Value.Text(node.textValue());
            case NUMBER ->
                    node.isIntegralNumber()
                            ? new Value.Int(node.bigIntegerValue())
                            : new Value.Real(finite(node.doubleValue()));
            case ARRAY -> new Value.Sequence(decodeAll(node, blocks, depth));
            case OBJECT -> decodeTagged((ObjectNode) node, blocks, depth);
            case BINARY, MISSING, POJO -> throw new ProtocolException("a value of no known kind");
        };
    }

    private static double finite(double value) throws ProtocolException {
        if (!Double.isFinite(value)) {
            throw new ProtocolException("a number out of range");
        }
        return value;
    }

    private List<Value> decodeAll(JsonNode nodes, List<byte[]> blocks, int depth)
            throws ProtocolException {
        if (!nodes.isArray()) {
            throw new ProtocolException("a value without its parts");
        }
        var items = new ArrayList<Value>(nodes.size());
        for (JsonNode node : nodes) {
            items.add(decode(node, blocks, depth + 1));
        }
        return items;
    }

    private Value decodeTagged(ObjectNode node, List<byte[]> blocks, int depth)
            throws ProtocolException {
        if (node.isEmpty()) {
            throw new ProtocolException("a value of no kind");
        }
        var tag = node.properties().iterator().next();
        JsonNode content = tag.getValue();
        return switch (tag.getKey()) {
            case "int" -> new Value.Int(digits(content));
            case "float" -> new Value.Real(special(content.asText()));
            case "tuple" -> new Value.Tuple(decodeAll(content, blocks, depth));
            case "dict" -> dictionary(content, blocks, depth);
            case "array" -> array(content, blocks, false);
            case "tensor" -> array(content, blocks, true);
            case "handle" -> handle(content, node.path("class"));
            default -> throw new ProtocolException("a value of an unknown kind");
        };
    }

    private BigInteger digits(JsonNode content) throws ProtocolException {
        String text = content.asText();
        if (text.length() > caps.digits() + 1 || !DIGITS.matcher(text).matches()) {
            throw new ProtocolException("an integer that is none");
        }
        return new BigInteger(text);
    }

    private static double special(String word) throws ProtocolException {
        return switch (word) {
            case "nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> throw new ProtocolException("a float that is none");
        };
    }

    private Value dictionary(JsonNode pairs, List<byte[]> blocks, int depth)
            throws ProtocolException {
        if (!pairs.isArray()) {
            throw new ProtocolException("a dictionary without its pairs");
        }
        var entries = new ArrayList<Value.Dictionary.Entry>();
        for (JsonNode pair : pairs) {
            if (!pair.isArray() || pair.size() != 2) {
                throw new ProtocolException("a dictionary whose pairs are none");
            }
            var key = decode(pair.get(0), blocks, depth + 1);
            if (!canBeKey(key)) {
                throw new ProtocolException("a dictionary with a key that can be none");
            }
            entries.add(new Value.Dictionary.Entry(key, decode(pair.get(1), blocks, depth + 1)));
        }
        return new Value.Dictionary(entries);
    }

    /**
     * Tell whether Python could hash it: what hands the value on to a suite must not trip there.
     */
    private static boolean canBeKey(Value value) {
        return switch (value) {
            case Value.Sequence list -> false;
            case Value.Dictionary dictionary -> false;
            case Value.Array array -> false;
            case Value.Tuple tuple -> tuple.items().stream().allMatch(ValueCodec::canBeKey);
            case Value.None none -> true;
            case Value.Bool bool -> true;
            case Value.Int integer -> true;
            case Value.Real real -> true;
            case Value.Text text -> true;
            case Value.Handle handle -> true;
        };
    }

    private static Value array(JsonNode index, List<byte[]> blocks, boolean tensor)
            throws ProtocolException {
        if (!index.isInt() || index.intValue() < 0 || index.intValue() >= blocks.size()) {
            throw new ProtocolException("an array that was not sent");
        }
        return Npy.read(blocks.set(index.intValue(), new byte[0]), tensor);
    }

    private static Value handle(JsonNode id, JsonNode className) throws ProtocolException {
        if (!id.isIntegralNumber()
                || !id.canConvertToLong()
                || !className.isTextual()
                || className.textValue().length() > LONGEST_CLASS_NAME) {
            throw new ProtocolException("an object that cannot be named");
        }
        return new Value.Handle(id.longValue(), className.textValue());
    }
}
