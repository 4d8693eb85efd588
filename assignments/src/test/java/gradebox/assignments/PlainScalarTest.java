package gradebox.assignments;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainScalarTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "off", "no", "yes", "on", "0x10", ".inf", ".nan", "1_000", "12:30", "1e9999"
            })
    void keepsTextsThatOlderYamlReadsOtherwise(String text) {
        assertThat(PlainScalar.read(text).textValue()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-3", "2.50", "1e1", ".5", "1.", "12345678901234567890"})
    void readsNumbersExactly(String text) {
        assertThat(PlainScalar.read(text).decimalValue()).isEqualTo(new BigDecimal(text));
    }

    @Test
    void readsNullAndBooleans() {
        assertThat(PlainScalar.read("").isNull()).isTrue();
        assertThat(PlainScalar.read("~").isNull()).isTrue();
        assertThat(PlainScalar.read("true").booleanValue()).isTrue();
        assertThat(PlainScalar.read("False").isBoolean()).isTrue();
    }
}
