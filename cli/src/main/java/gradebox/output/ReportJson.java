package gradebox.output;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import gradebox.grading.Outcome;
import gradebox.grading.Submission;
import gradebox.grading.SubmissionReport;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Write a report so that the very same report can be read back. Decimals are strings and so keep
 * their scale; whatever is not ASCII is escaped, so that even half a surrogate pair survives and no
 * byte of the file steers a terminal.
 */
final class ReportJson {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .addMixIn(Outcome.class, Outcomes.class)
                    .addMixIn(Submission.Contents.class, Contents.class)
                    .withConfigOverride(
                            BigDecimal.class,
                            override ->
                                    override.setFormat(
                                            JsonFormat.Value.forShape(JsonFormat.Shape.STRING)))
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final ObjectWriter WRITER =
            MAPPER.writerFor(SubmissionReport.class).with(Json.indented());
    private static final ObjectReader READER = MAPPER.readerFor(SubmissionReport.class);

    private static final String DIGEST = "digest";
    private static final String UPLOADED = "uploaded";

    private ReportJson() {}

    static byte[] write(SubmissionReport report) throws IOException {
        // DEL is ASCII, and JSON has it stand for itself; it occurs in strings only.
        String json = WRITER.writeValueAsString(report).replace("\177", "\\u007f");
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Read a report.
     *
     * @throws IOException if this is none, or one that another version wrote
     */
    static SubmissionReport read(byte[] json) throws IOException {
        JsonNode tree = MAPPER.readTree(json);
        if (tree.at("/submission/contents") instanceof ObjectNode contents
                && contents.has(DIGEST)
                && !contents.has(UPLOADED)) {
            // Older records have one digest only: right for all but those in a folder of their own.
            contents.set(UPLOADED, contents.get(DIGEST));
        }
        SubmissionReport report = READER.readValue(tree);
        if (report == null) {
            throw new IOException("null is no report");
        }
        return report;
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Outcome.Passed.class, name = "passed"),
        @JsonSubTypes.Type(value = Outcome.Partial.class, name = "partial"),
        @JsonSubTypes.Type(value = Outcome.Failed.class, name = "failed"),
        @JsonSubTypes.Type(value = Outcome.Skipped.class, name = "skipped"),
        @JsonSubTypes.Type(value = Outcome.MissingPackage.class, name = "missing-package"),
        @JsonSubTypes.Type(value = Outcome.Errored.class, name = "errored")
    })
    private interface Outcomes {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "contents")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Submission.Contents.Files.class, name = "files"),
        @JsonSubTypes.Type(value = Submission.Contents.Unreadable.class, name = "unreadable"),
        @JsonSubTypes.Type(value = Submission.Contents.Absent.class, name = "absent")
    })
    private interface Contents {}
}
