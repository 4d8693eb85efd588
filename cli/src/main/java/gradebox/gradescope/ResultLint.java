package gradebox.gradescope;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import gradebox.output.GradescopeSchema;
import gradebox.output.Json;
import gradebox.output.SafeText;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Check a {@code results.json} before Gradescope gets it: its format, strictly, and what its format
 * allows and nobody wants.
 */
public final class ResultLint {
    /** More than this in one text is cut; no size is documented, and pages of it are not read. */
    static final int EACH = 64 << 10;

    private static final int WHOLE = 1 << 20;
    private static final int LINE = 300;

    private final GradescopeSchema schema = new GradescopeSchema();

    /** Return all complaints about a file's bytes; none is a result as it should be. */
    public List<Complaint> check(byte[] file) {
        JsonNode result;
        try {
            result = Json.read(file);
        } catch (JsonProcessingException e) {
            return List.of(Complaint.fault("no JSON: " + SafeText.line(where(e), LINE)));
        } catch (IOException e) {
            return List.of(Complaint.fault("no JSON: " + SafeText.line("" + e.getMessage(), LINE)));
        }
        var complaints = new ArrayList<Complaint>();
        schema.validate(result)
                .forEach(fault -> complaints.add(Complaint.fault(SafeText.line(fault, LINE))));
        if (file.length > WHOLE) {
            complaints.add(
                    Complaint.fault(
                            "%d KiB in all: keep it within 1 MiB (--clean cuts long outputs)"
                                    .formatted(file.length >> 10)));
        }
        checkTexts(result, complaints);
        checkScores(result, complaints);
        return List.copyOf(complaints);
    }

    private static String where(JsonProcessingException e) {
        var place = e.getLocation();
        return place == null
                ? e.getOriginalMessage()
                : "line %d, column %d: %s"
                        .formatted(place.getLineNr(), place.getColumnNr(), e.getOriginalMessage());
    }

    private static void checkTexts(JsonNode result, List<Complaint> complaints) {
        for (var text : ResultText.of(result)) {
            int size = SafeText.size(text.words());
            if (size > EACH) {
                complaints.add(
                        Complaint.fault(
                                "%s: %d KiB long: cut it to %d (--clean does)"
                                        .formatted(text.place(), size >> 10, EACH >> 10)));
            }
            if (!text.cleaned().equals(text.words())) {
                complaints.add(Complaint.fault(text.place() + ": " + text.danger()));
            }
        }
    }

    private static void checkScores(JsonNode result, List<Complaint> complaints) {
        boolean hides = false;
        int number = 0;
        for (var test : result.path("tests")) {
            String place = "$.tests[%d]".formatted(number++);
            hides |= test.path("visibility").asText().equals("hidden");
            var score = test.path("score");
            var most = test.path("max_score");
            if (score.isNumber()
                    && most.isNumber()
                    && score.decimalValue().compareTo(most.decimalValue()) > 0) {
                complaints.add(
                        Complaint.advice(
                                "%s: the score, %s, is more than max_score, %s"
                                        .formatted(place, plain(score), plain(most))));
            }
            if (score.isNumber() && score.decimalValue().signum() < 0) {
                complaints.add(Complaint.advice(place + ": the score is below 0"));
            }
        }
        if (hides) {
            complaints.add(
                    Complaint.advice(
                            "a hidden test hides the total from the student; after_published does not"));
        }
    }

    private static String plain(JsonNode number) {
        BigDecimal decimal = number.decimalValue();
        return SafeText.line(decimal.toString(), 40);
    }
}
