package gradebox.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalFilterTest {
    private static String pass(String text) {
        return pass(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String pass(byte[] bytes) {
        return new String(new TerminalFilter().pass(bytes), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain, naïve, 陳, 😀\r\n\ttab\b\007",
                "\033[31mred\033[0m \033[38;2;1;2;3mtrue\033[m \033[4:3mcurly",
                "\033[2J\033[H\033[10;20Hthere\033[K\033[3A\033[5P\033[2L",
                "\033[?1049h\033[?25l\033[?2004h\033[?1h\033=\033[4l\033[r",
                "\0337\033[2;10r\0338\033M\033(0lqk\033(B",
            })
    void whatAShellAndAnEditorNeedPasses(String text) {
        assertThat(pass(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\033]52;c;cm0gLXJmIC8=\007", // the clipboard
                "\033]0;title\033\\", // the title
                "\033]8;;http://example.org\033\\", // a link
                "\033P+q544e\033\\", // what the terminal's entry of terminfo says
                "\033P1;1|17/6c73\033\\", // what a function key types
                "\033_Gf=32;AAAA\033\\", // pictures
                "\033^secret\033\\",
                "\033Xstring\033\\",
                "\033[c\033[>c\033[0c\033[5n\033[6n\033[?6n\033[x", // answers
                "\033[21t\033[20t\033[14t\033[8;1;1t", // the title read out, the window's size
                "\033[?1$p\033[?996n\033[>q", // modes, colours, version
                "\033Z\005", // who are you?
                "\033[?1000h\033[?1003h\033[?1006h\033[?1004h", // the mouse
                "\033[2h\033[12l", // the keyboard locked
                "\033[3J\033[03J\033[0003J\033[3;0J\033[2;3J", // what has scrolled away
                "\033[?5h\033[5i\033[4i", // reverse video, the printer
                "\033c\033#8\033%G\033n\016\017\033*0",
                "\033[1;2;3;4;5;6;7T\033[\"p\033[61\"p\033[!p",
                "\u0000\u007f\u0001\u0018",
            })
    void whatSteersMoreThanTheScreenIsLeftOut(String text) {
        assertThat(pass("a" + text + "b")).isEqualTo("ab");
    }

    @Test
    void controlsInDisguiseAreShownAsWhatTheyAreNot() {
        assertThat(pass("a\u009b6nb\u009d0;t\u009cc\u202ed")).isEqualTo("a�6nb�0;t�c�d");
        // raw C1, overlong ESC, half a character, a surrogate
        byte[] raw = {
            'a',
            (byte) 0x9b,
            'c',
            (byte) 0xc0,
            (byte) 0x9b,
            (byte) 0xe2,
            (byte) 0x82,
            'b',
            (byte) 0xed,
            (byte) 0xa0,
            (byte) 0x80
        };
        assertThat(pass(raw)).doesNotContain("\u009b", "\033").startsWith("a�c").contains("b�");
    }

    @Test
    void aSequenceThatBreaksOffSwallowsNoTextAndNoOther() {
        assertThat(pass("\033[31\nm")).isEqualTo("\nm");
        assertThat(pass("\033]0;t\033[31mred")).isEqualTo("\033[31mred");
        assertThat(pass("\033[3\033[31mred")).isEqualTo("\033[31mred");
        assertThat(pass("\033[" + "1".repeat(100) + "m")).doesNotContain("\033");
        assertThat(pass("\033P" + "x".repeat(5_000) + "seen")).endsWith("seen");
    }

    @Test
    void itIsTheSameInWhateverPiecesItComes() {
        var text = "é\033[31m陳\033]52;c;x\007\033[6n😀\033[?1049h\u009bx\033P1\033\\end";
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var filter = new TerminalFilter();
        var all = new ByteArrayOutputStream();
        for (byte one : bytes) {
            all.writeBytes(filter.pass(new byte[] {one}));
        }
        assertThat(all.toString(StandardCharsets.UTF_8))
                .isEqualTo(pass(text))
                .isEqualTo("é\033[31m陳😀\033[?1049h�xend");
    }

    /** Whatever comes in, every ESC that goes out begins a sequence that is known. */
    @Test
    void noiseBecomesNothingElse() {
        var random = new Random(7);
        var alphabet = "\033\033\033[]P?;0123456789mhlncJ$!\"#(B \\\007\u009b\u0090é";
        for (int round = 0; round < 2_000; round++) {
            var noise = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                noise.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            var passed = pass(noise.toString());
            for (int at = passed.indexOf('\033'); at >= 0; at = passed.indexOf('\033', at + 1)) {
                assertThat(passed.substring(at + 1))
                        .matches(
                                "(?s)(\\[[0-9;:]*[A-Za-z@`]|\\[\\?[0-9]+[hl]|[78DEMH=>]|\\([B0]).*");
            }
            assertThat(passed).doesNotContain("\u009b", "\u0090");
        }
    }

    @Test
    void aTerminalIsPutInOrderOnlyIfItWasSteered() {
        var filter = new TerminalFilter();
        filter.pass("text\033[6n\r\n".getBytes(StandardCharsets.UTF_8));
        assertThat(filter.reset()).isEmpty();

        filter.pass("\033[?1049h\033[31m".getBytes(StandardCharsets.UTF_8));
        assertThat(new String(filter.reset(), StandardCharsets.US_ASCII))
                .startsWith("\033[?1049l\033[0m")
                .contains("\033[?25h");
        filter.pass("\033[?1049l".getBytes(StandardCharsets.UTF_8));
        assertThat(new String(filter.reset(), StandardCharsets.US_ASCII)).doesNotContain("1049");
    }
}
