package gradebox.sandbox.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NpzTest {
    private static final int MOST = 1 << 20;
    private static final int METHOD_IN_ENTRY = 8;
    private static final int METHOD_IN_DIRECTORY = 10;

    private static byte[] archive() {
        return Npz.write(
                Map.of(
                        "y",
                        new Value.Array(
                                false, ElementType.UINT8, List.of(3L), new byte[] {1, 2, 3})));
    }

    @Test
    void readsWhatItWrites() throws Exception {
        assertThat(Npz.read(archive(), MOST)).containsOnlyKeys("y");
    }

    /** Found by fuzzing: the library has no Zstandard, and ended in an error that nobody caught. */
    @ParameterizedTest
    @ValueSource(bytes = {1, 6, 9, 12, 14, 20, 93, 95, 99})
    void refusesToUnpackWhatNumPyDoesNotPack(byte method) {
        var bytes = archive();
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        bytes[METHOD_IN_ENTRY] = method;
        bytes[text.indexOf("PK\1\2") + METHOD_IN_DIRECTORY] = method;

        assertThatThrownBy(() -> Npz.read(bytes, MOST))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("packed as NumPy packs none");
    }
}
