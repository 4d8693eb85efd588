package gradebox.gradescope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Hold one text of a result, with the format that it is shown in.
 *
 * @param holder the object that it is a field of
 * @param field the field's name
 * @param place where that is, as a JSON path
 * @param format what the result says of it, or what Gradescope takes it for
 */
record ResultText(ObjectNode holder, String field, String place, String format) {
    private static final String SIMPLE = "simple_format";

    /** Return all texts that somebody is shown. */
    static List<ResultText> of(JsonNode result) {
        var texts = new ArrayList<ResultText>();
        if (result instanceof ObjectNode top) {
            add(texts, top, "output", "$", format(top, "output_format", SIMPLE));
            String outputs = format(top, "test_output_format", "text");
            String names = format(top, "test_name_format", "text");
            int number = 0;
            for (var test : top.path("tests")) {
                String place = "$.tests[%d]".formatted(number++);
                if (test instanceof ObjectNode one) {
                    add(texts, one, "output", place, format(one, "output_format", outputs));
                    add(texts, one, "name", place, format(one, "name_format", names));
                    add(texts, one, "number", place, "text");
                }
            }
            number = 0;
            for (var standing : top.path("leaderboard")) {
                String place = "$.leaderboard[%d]".formatted(number++);
                if (standing instanceof ObjectNode one) {
                    add(texts, one, "name", place, "text");
                    add(texts, one, "value", place, "text");
                }
            }
        }
        return texts;
    }

    private static String format(ObjectNode holder, String field, String otherwise) {
        return holder.path(field).asText(otherwise);
    }

    private static void add(
            List<ResultText> texts, ObjectNode holder, String field, String place, String format) {
        if (holder.path(field).isTextual()) {
            texts.add(new ResultText(holder, field, place + "." + field, format));
        }
    }

    String words() {
        return holder.path(field).textValue();
    }

    /** Return the text without what a reader's browser or terminal would act on. */
    String cleaned() {
        return switch (format) {
            case "html" -> Markup.html(words());
            case "ansi" -> Markup.ansi(words());
            default -> Markup.plain(words());
        };
    }

    /** Say what is wrong with it, where it is not clean. */
    String danger() {
        return switch (format) {
            case "html" ->
                    "has HTML that acts, is fetched, or that Gradescope would change (--clean takes it out)";
            case "ansi" -> "has escapes that are no colours (--clean takes them out)";
            default ->
                    words().indexOf('\u001b') >= 0
                            ? "has terminal escapes: say \"ansi\" as its format, or let --clean take them out"
                            : "has control characters, or ones that cannot be seen (--clean shows them)";
        };
    }
}
