package gradebox.redteam.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Expect no character that steers a terminal, reorders a line or hides in one, in any text that
 * people read: printed, logged, in the table, or in a string of JSON once it is unescaped.
 */
final class PlainTextRule implements Rule {
    /** Read by programs of ours only; it keeps hostile text as it is, escaped. */
    private static final String OURS = "report.json";

    /** Marks that choose a direction, embed, override or isolate. */
    private static final Set<Integer> BIDI =
            Set.of(
                    0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067,
                    0x2068, 0x2069);

    private static final Set<Integer> HIDDEN = Set.of(0x200b, 0x2028, 0x2029, 0x2060, 0xfeff);

    @Override
    public String name() {
        return "text";
    }

    @Override
    public List<String> broken(Evidence evidence) throws IOException {
        var broken = new ArrayList<String>();
        for (var text : evidence.texts().entrySet()) {
            check(text.getKey(), text.getValue(), broken);
        }
        for (var file : evidence.files().entrySet()) {
            if (file.getKey().endsWith(".json") && !file.getKey().endsWith(OURS)) {
                var json = StrictJson.read(Files.readAllBytes(file.getValue()));
                check(file.getKey(), strings(json), broken);
            }
        }
        return broken;
    }

    private static String strings(JsonNode json) {
        if (json.isTextual()) {
            return json.textValue();
        }
        var all = new ArrayList<String>();
        json.fieldNames().forEachRemaining(all::add);
        json.forEach(child -> all.add(strings(child)));
        return String.join("\n", all);
    }

    private static void check(String place, String text, List<String> broken) {
        var found =
                text.codePoints()
                        .filter(PlainTextRule::isHostile)
                        .distinct()
                        .mapToObj("U+%04X"::formatted)
                        .collect(Collectors.joining(", "));
        if (!found.isEmpty()) {
            broken.add(place + " holds " + found);
        }
    }

    private static boolean isHostile(int point) {
        boolean control =
                (point < 0x20 && point != '\n' && point != '\t') || (point >= 0x7f && point < 0xa0);
        return control || BIDI.contains(point) || HIDDEN.contains(point);
    }
}
