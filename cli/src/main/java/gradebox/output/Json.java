package gradebox.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;

/** Write and read JSON for people and other programs: indented, exact decimals, strict. */
public final class Json {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .nodeFactory(NODES)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final ObjectWriter WRITER = MAPPER.writer(indented());
    private static final ObjectReader READER = MAPPER.readerFor(JsonNode.class);

    private Json() {}

    /** Return an empty object. */
    public static ObjectNode object() {
        return NODES.objectNode();
    }

    static ArrayNode array() {
        return NODES.arrayNode();
    }

    /** Return the file's bytes, one line feed at the end. */
    public static byte[] write(JsonNode node) {
        try {
            byte[] json = WRITER.writeValueAsBytes(node);
            byte[] file = Arrays.copyOf(json, json.length + 1);
            file[json.length] = '\n';
            return file;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain values can be written", e);
        }
    }

    /**
     * Read strict JSON: no key twice, nothing behind the value, decimals as they stand.
     *
     * @throws IOException if it is none
     */
    public static JsonNode read(byte[] json) throws IOException {
        return READER.readValue(json);
    }

    /** Return a metric as a number, or as null where there is none: JSON has no NaN. */
    static JsonNode number(double value) {
        return Double.isFinite(value) ? NODES.numberNode(value) : NODES.nullNode();
    }

    /** Return a time in seconds, to the millisecond. */
    static BigDecimal seconds(Duration time) {
        return Points.plain(BigDecimal.valueOf(time.toMillis(), 3));
    }

    /** Return a printer of two-space indents and line feeds, on every platform. */
    static DefaultPrettyPrinter indented() {
        var indenter = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    }
}
