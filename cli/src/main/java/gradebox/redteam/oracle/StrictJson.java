package gradebox.redteam.oracle;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Read JSON as the strictest of readers does: no key twice, no NaN, nothing after the end. */
final class StrictJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();

    private StrictJson() {}

    static JsonNode read(byte[] bytes) throws IOException {
        // a decoder that reports, where new String(…) would replace
        var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        return MAPPER.readerFor(JsonNode.class).readValue(text.toString());
    }
}
