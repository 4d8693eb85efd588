package gradebox.assignments.data;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.call.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DigestsTest {
    @Test
    void isMadeOfNamesAndValues() {
        assertThat(Digests.of(Map.of("hidden", Map.of("n", new Value.Int(3)))))
                .isEqualTo("2c3a635197ab2472e07a4b22190f7bcfd2b5bc75105ca0f19f7800e23791d697");
    }
}
