package gradebox.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextWidthTest {

    @Test
    void wideCharactersTakeTwoColumns() {
        assertThat(TextWidth.of("陳大文")).isEqualTo(6);
        assertThat(TextWidth.of("😀")).isEqualTo(2);
        assertThat(TextWidth.of("e\u0301")).isEqualTo(1);
        assertThat(TextWidth.of("✓◐✗–…─└")).isEqualTo(7);
    }

    @Test
    void aCutNeverTakesMoreThanItMay() {
        assertThat(TextWidth.cut("陳大文", 5, "…")).isEqualTo("陳大…");
        assertThat(TextWidth.cut("陳大文", 4, "…")).isEqualTo("陳…");
        assertThat(TextWidth.cut("陳大文", 6, "…")).isEqualTo("陳大文");
        assertThat(TextWidth.cut("abcdef", 5, "...")).isEqualTo("ab...");
    }

    @Test
    void towersOfCombiningMarksAreLowered() {
        assertThat(TextWidth.cut("a" + "\u0301".repeat(50) + "b", 9, "…"))
                .isEqualTo("a\u0301\u0301\u0301\u0301b");
    }
}
