package gradebox.gradescope;

import gradebox.output.Json;
import gradebox.output.SafeText;
import java.io.IOException;

/** Make a result's texts harmless and short; numbers, names of fields and their order stay. */
public final class ResultCleaner {
    private static final int ALL = 768 << 10;

    private ResultCleaner() {}

    /**
     * Return a cleaned result.
     *
     * @throws IOException if it is no JSON
     */
    public static byte[] clean(byte[] file) throws IOException {
        var result = Json.read(file);
        int left = ALL;
        for (var text : ResultText.of(result)) {
            String cleaned = text.cleaned();
            int most = Math.max(0, Math.min(ResultLint.EACH - LAST_LINE, left));
            String cut = SafeText.size(cleaned) <= most ? cleaned : shortened(text, cleaned, most);
            left -= SafeText.size(cut);
            text.holder().put(text.field(), cut);
        }
        return Json.write(result);
    }

    private static final int LAST_LINE = 64;

    /** What is cut in the middle of a tag is cleaned again, which closes what is open. */
    private static String shortened(ResultText text, String cleaned, int most) {
        String cut = SafeText.cut(cleaned, most);
        return text.format().equals("html") ? Markup.html(cut) : cut;
    }
}
