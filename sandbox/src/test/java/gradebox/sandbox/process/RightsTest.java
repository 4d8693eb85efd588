package gradebox.sandbox.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.EngineUnavailableException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RightsTest {
    @Test
    void aContainersDefaultsSuffice() {
        assertThatCode(() -> Rights.demand(List.of("Name:\tjava", "CapEff:\t00000000a80425fb")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CapEff:\t0000000000000000", "CapEff:\t00000000a80425bb", "Name:\tx"})
    void withLessNothingIsTried(String line) {
        assertThatThrownBy(() -> Rights.demand(List.of(line)))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("take docker or bubblewrap");
    }
}
