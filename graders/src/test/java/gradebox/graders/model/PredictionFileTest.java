package gradebox.graders.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.call.ElementType;
import gradebox.sandbox.call.Npy;
import gradebox.sandbox.call.Npz;
import gradebox.sandbox.call.Value.Array;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionFileTest {
    private static final int MOST = 1 << 16;
    private static final Array THREE = Array.ofDoubles(List.of(3L), 1, 2, 3);
    private static final Array OTHER = Array.ofLongs(List.of(1L, 2L), 4, 5);

    private static Array csv(String text) throws InvalidPredictions {
        return PredictionFile.read("p.csv", text.getBytes(StandardCharsets.UTF_8), MOST);
    }

    private static void assertRefused(String name, byte[] bytes, String message) {
        assertThatThrownBy(() -> PredictionFile.read(name, bytes, MOST))
                .isInstanceOf(InvalidPredictions.class)
                .hasMessage(message);
    }

    private static void assertRefused(String csv, String message) {
        assertRefused("p.csv", csv.getBytes(StandardCharsets.UTF_8), message);
    }

    private static byte[] npy(String header, byte[] data) {
        var text = header.getBytes(StandardCharsets.ISO_8859_1);
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        out.write(text.length);
        out.write(text.length >> 8);
        out.writeBytes(text);
        out.writeBytes(data);
        return out.toByteArray();
    }

    private static byte[] zip(String name, byte[] content) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
            zip.closeEntry();
        }
        return out.toByteArray();
    }

    @Test
    void npyIsRead() throws Exception {
        assertThat(PredictionFile.read("p.npy", Npy.write(OTHER), MOST)).isEqualTo(OTHER);
    }

    @Test
    void npyInFortranOrderIsTurned() throws Exception {
        byte[] bytes =
                npy(
                        "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }\n",
                        new byte[] {1, 4, 2, 5, 3, 6});
        assertThat(PredictionFile.read("p.npy", bytes, MOST))
                .isEqualTo(
                        new Array(
                                false,
                                ElementType.UINT8,
                                List.of(2L, 3L),
                                new byte[] {1, 2, 3, 4, 5, 6}));
    }

    @Test
    void hostileNpyIsRefused() {
        String unread = "p.npy cannot be read: it is ";
        assertRefused("p.npy", new byte[0], unread + "an array without a header.");
        assertRefused("p.npy", new byte[100], unread + "an array without the .npy magic.");
        assertRefused(
                "p.npy",
                npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n", new byte[8]),
                unread + "an array whose header cannot be read.");
        assertRefused(
                "p.npy",
                npy("{'descr': '<c8', 'fortran_order': False, 'shape': (1,), }\n", new byte[8]),
                unread + "an array of a type that is not let through.");
        assertRefused(
                "p.npy",
                npy("{'descr': '<f8', 'fortran_order': False, 'shape': (9,), }\n", new byte[8]),
                unread + "an array whose bytes do not fill its shape.");
        assertRefused(
                "p.npy",
                npy(
                        "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999, 99999999999999), }\n",
                        new byte[8]),
                unread + "an array whose shape overflows.");
        byte[] cut = Npy.write(THREE);
        assertRefused(
                "p.npy",
                Arrays.copyOf(cut, cut.length - 1),
                unread + "an array whose bytes do not fill its shape.");
    }

    @Test
    void theOneArrayOfAnNpzIsTakenWhateverItsName() throws Exception {
        byte[] bytes = Npz.write(Map.of("arr_0", THREE));
        assertThat(PredictionFile.read("p.npz", bytes, MOST)).isEqualTo(THREE);
    }

    @Test
    void theArrayCalledPredictionsIsTakenAmongSeveral() throws Exception {
        byte[] bytes = Npz.write(Map.of("other", OTHER, "predictions", THREE));
        assertThat(PredictionFile.read("p.npz", bytes, MOST)).isEqualTo(THREE);
    }

    @Test
    void hostileNpzIsRefused() throws Exception {
        assertRefused(
                "p.npz",
                Npz.write(Map.of("a", OTHER, "b", THREE)),
                "p.npz should hold an array called predictions.");
        assertRefused(
                "p.npz", Npz.write(Map.of()), "p.npz should hold an array called predictions.");
        String unread = "p.npz cannot be read: it is ";
        assertRefused("p.npz", new byte[30], unread + "a file that is no .npz archive.");
        assertRefused(
                "p.npz",
                zip("a.txt", new byte[1]),
                unread + "an .npz file with something in it that is no array.");
        assertRefused(
                "p.npz",
                zip("a.npy", new byte[1 << 20]),
                unread + "a file that is no .npz archive.");
        byte[] turned = Npz.write(Map.of("predictions", THREE));
        turned[turned.length / 2] ^= 1;
        assertThatThrownBy(() -> PredictionFile.read("p.npz", turned, MOST))
                .isInstanceOf(InvalidPredictions.class);
    }

    @Test
    void oneColumnIsAVectorAndSeveralAreAMatrix() throws Exception {
        assertThat(csv("1\n2\n3\n")).isEqualTo(THREE);
        assertThat(csv("1,2\r\n3, -4.5e1 \r\n\r\n"))
                .isEqualTo(Array.ofDoubles(List.of(2L, 2L), 1, 2, 3, -45));
    }

    @Test
    void aHeaderAndAByteOrderMarkAreNoRows() throws Exception {
        assertThat(csv("label\n1\n2\n3")).isEqualTo(THREE);
        assertThat(csv("\ufeff1\n2\n3")).isEqualTo(THREE);
        assertThat(csv("\ufefflabel\n1\n2\n3")).isEqualTo(THREE);
    }

    @Test
    void manyRowsAreAllRead() throws Exception {
        var array = csv("0.5,1\n".repeat(4096));
        assertThat(array.shape()).containsExactly(4096L, 2L);
        assertThat(array.toDoubles()).startsWith(0.5, 1, 0.5).endsWith(0.5, 1).hasSize(8192);
    }

    @Test
    void whatIsNoNumberIsRefusedWithItsRow() {
        assertRefused("1\n\ntwo\n3", "p.csv, row 3: not a row of numbers.");
        assertRefused("label\nother\n1", "p.csv, row 2: not a row of numbers.");
        assertRefused("1\n" + "9".repeat(41), "p.csv, row 2: not a row of numbers.");
        assertRefused("1\n2,\n", "p.csv, row 2: not a row of numbers.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n \n", "label\n", "1,2\n3\n", "1\n2,3\n"})
    void rowsThatAreNoneOrUnevenAreRefused(String text) {
        assertRefused(text, "p.csv should hold rows of equally many numbers.");
    }

    @Test
    void moreNumbersThanMayBeTakenAreRefused() {
        assertRefused("1\n".repeat(8193), "p.csv should hold at most 8192 numbers.");
        assertRefused("1,".repeat(20_000) + "1", "p.csv should hold rows of equally many numbers.");
    }

    @Test
    void valuesThatAreNotFiniteAreReadForTheMetricToRefuse() throws Exception {
        assertThat(csv("1\nNaN").toDoubles()).containsExactly(1, Double.NaN);
    }
}
