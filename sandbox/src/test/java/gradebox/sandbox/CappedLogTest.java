package gradebox.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CappedLogTest {
    private final CappedLog log = new CappedLog();

    private void write(String text) {
        log.append(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void keepsAShortLogWhole() {
        write("one\n");
        write("two\n");

        assertThat(log.text()).isEqualTo("one\ntwo\n");
    }

    @Test
    void keepsALogOfJustItsSizeWhole() {
        write("h".repeat(48 << 10) + "t".repeat(16 << 10));

        assertThat(log.text()).isEqualTo("h".repeat(48 << 10) + "t".repeat(16 << 10));
    }

    @Test
    void saysHowMuchItLeftOut() {
        write("h".repeat(48 << 10));
        for (int i = 0; i < 100; i++) {
            write("m".repeat(1000));
        }
        write("t".repeat(16 << 10));

        assertThat(log.text())
                .isEqualTo(
                        "h".repeat(48 << 10)
                                + "\n[... 100,000 bytes left out ...]\n"
                                + "t".repeat(16 << 10));
    }

    @Test
    void keepsTheEndOfOneLargeWrite() {
        write("h".repeat(48 << 10) + "m".repeat(123) + "t".repeat(16 << 10));

        assertThat(log.text()).endsWith("[... 123 bytes left out ...]\n" + "t".repeat(16 << 10));
    }
}
