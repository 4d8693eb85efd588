package gradebox.gradescope;

import gradebox.output.SafeText;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document.OutputSettings;
import org.jsoup.safety.Safelist;

/**
 * Make texts of Gradescope's formats harmless: what a reader's browser or terminal would act on.
 */
final class Markup {
    /** Colours and weights, which {@code ansi} is for; everything else moves a cursor, or worse. */
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]{0,40}m");

    private static final Pattern ESCAPE =
            Pattern.compile(
                    "\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)|[@-Z\\\\^_])");

    /** Tables, code and lists, and no picture: one from elsewhere tells who reads it, and when. */
    private static final Safelist SAFE =
            Safelist.relaxed().removeTags("img").removeEnforcedAttribute("a", "rel");

    private Markup() {}

    /** Return HTML without anything active, and without anything that is fetched. */
    static String html(String html) {
        return Jsoup.clean(
                plain(html), "", SAFE, new OutputSettings().prettyPrint(false).charset("UTF-8"));
    }

    /** Return a text whose only escapes are colours. */
    static String ansi(String text) {
        var kept = new StringBuilder();
        var colours = COLOUR.matcher(text);
        int end = 0;
        while (colours.find()) {
            kept.append(plain(text.substring(end, colours.start()))).append(colours.group());
            end = colours.end();
        }
        return kept.append(plain(text.substring(end))).toString();
    }

    /** Return a text without escapes, in which no character steers anything. */
    static String plain(String text) {
        return SafeText.of(ESCAPE.matcher(text).replaceAll("").replace("\r\n", "\n"));
    }
}
