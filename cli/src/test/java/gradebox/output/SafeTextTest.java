package gradebox.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {

    @Test
    void escapeSequencesAreShownAndNotObeyed() {
        assertThat(SafeText.of("\u001b[31mred\u001b]0;title\u0007\u009b2J"))
                .isEqualTo("␛[31mred␛]0;title␇\\u009b2J");
    }

    @Test
    void lineEndsOfWindowsBecomeLineFeeds() {
        assertThat(SafeText.of("a\r\nb\rc\r\r\n")).isEqualTo("a\nb␍c␍\n");
    }

    @Test
    void lineFeedsAndTabsStay() {
        assertThat(SafeText.of("a\n\tb")).isEqualTo("a\n\tb");
    }

    @ParameterizedTest
    @CsvSource({
        "202e, \\u202e", // right-to-left override
        "2066, \\u2066", // isolate
        "200b, \\u200b", // zero-width space
        "200d, \\u200d", // zero-width joiner
        "feff, \\ufeff", // byte order mark
        "ad, \\u00ad", // soft hyphen
        "85, \\u0085", // next line
        "2028, \\u2028", // line separator
        "3164, \\u3164", // Hangul filler
        "ffff, \\uffff", // no character
        "e0041, \\U000e0041", // a tag
        "e0100, \\U000e0100", // a variation selector that can carry a hidden byte
        "7f, ␡",
        "0, ␀"
    })
    void whatCannotBeSeenIsWrittenOut(String point, String shown) {
        assertThat(SafeText.of("a" + Character.toString(Integer.parseInt(point, 16)) + "b"))
                .isEqualTo("a" + shown + "b");
    }

    @Test
    void halfASurrogatePairIsReplaced() {
        assertThat(SafeText.of("a\ud83db\udc00")).isEqualTo("a�b�");
    }

    @Test
    void textInAnyScriptIsLeftAlone() {
        String text = "Åse, 陳大文, Βασίλης, עברית, हिन्दी, e\u0301, 😀, ❤\ufe0f";
        assertThat(SafeText.of(text)).isEqualTo(text);
    }

    @Test
    void aLineHasNoLineFeed() {
        assertThat(SafeText.line("\n a\n\tb \n")).isEqualTo("a␊␉b");
    }

    @Test
    void aLineIsCutBetweenCharacters() {
        assertThat(SafeText.line("😀😀😀😀", 3)).isEqualTo("😀😀…");
        assertThat(SafeText.line("😀😀😀", 3)).isEqualTo("😀😀😀");
    }

    @Test
    void htmlHasNoMarkup() {
        assertThat(SafeText.html("<img src=x onerror='a()'>&\"\u001b"))
                .isEqualTo("&lt;img src=x onerror=&#39;a()&#39;&gt;&amp;&quot;␛");
    }

    @Test
    void aCutIsSaidAndFallsBetweenCharacters() {
        assertThat(SafeText.cut("äää", 5)).isEqualTo("ää\n… cut: 2 more bytes");
        assertThat(SafeText.cut("äää", 6)).isEqualTo("äää");
        assertThat(SafeText.cut("abc", 0)).isEqualTo("… cut: 3 more bytes");
    }

    @Test
    void aBudgetCutsEachTextAndThenAll() {
        var budget = new TextBudget();
        for (int i = 0; i < 31; i++) {
            assertThat(SafeText.size(budget.take("x".repeat(20_000)))).isBetween(16_384, 16_420);
        }
        assertThat(budget.take("x".repeat(20_000))).endsWith("more bytes");
        assertThat(budget.take("late")).isEqualTo("… cut: 4 more bytes");
    }

    @Property
    void noControlCharacterIsLeftInAnyText(@ForAll("anything") String text) {
        assertThat(SafeText.of(text).chars())
                .allMatch(c -> c == '\n' || c == '\t' || !Character.isISOControl(c));
        assertThat(SafeText.line(text).chars()).noneMatch(Character::isISOControl);
    }

    @Property
    void everyTextCanBeEncoded(@ForAll("anything") String text) {
        var encoder = StandardCharsets.UTF_8.newEncoder();
        assertThat(encoder.canEncode(SafeText.of(text))).isTrue();
        assertThat(encoder.canEncode(SafeText.cut(SafeText.of(text), 7))).isTrue();
    }

    @Property
    void aSafeTextIsLeftAlone(@ForAll("anything") String text) {
        String safe = SafeText.of(text);
        assertThat(SafeText.of(safe)).isEqualTo(safe);
        assertThat(SafeText.line(SafeText.line(text))).isEqualTo(SafeText.line(text));
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all(),
                Arbitraries.strings().withCharRange('\0', '\u00ff'),
                Arbitraries.strings().withCharRange('\u2000', '\u206f'),
                Arbitraries.strings().withCharRange('\ud800', '\udfff'));
    }
}
