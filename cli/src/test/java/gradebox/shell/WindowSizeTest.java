package gradebox.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowSizeTest {
    @Test
    void isReadAsSttyPrintsIt() {
        assertThat(WindowSize.parse("24 80\n")).contains(new WindowSize(24, 80));
        assertThat(WindowSize.parse("0 0")).contains(new WindowSize(24, 80));
        assertThat(WindowSize.parse("99999 80")).contains(new WindowSize(24, 80));
        assertThat(WindowSize.parse("stty: standard input: not a terminal")).isEmpty();
    }
}
