package gradebox.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {
    private static final List<String> ODD =
            List.of("a\"b.py", "a\r\nb", "a/b.py", "a\\b", "50%25.py", "é.py", ".hidden", "");

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"a\"b.py", "a\r\nX-Evil: 1", "a/b.py", "a\\b", "é.py", "a;b", ""})
    void aNameThatAHeaderCannotHoldIsRefused(String name) throws Exception {
        var file = Files.writeString(folder.resolve("file"), "x");

        assertThatThrownBy(() -> new Multipart().file("files[]", name, file))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void submissionsWithSuchNamesGoAsOneArchive() {
        for (var name : ODD) {
            assertThat(parcel("solution.py", name).isZipped()).as(name).isTrue();
        }
        assertThat(parcel("solution.py", "my notes (1).txt").isZipped()).isTrue();
        assertThat(parcel("solution.py", "my notes-1_2+3.txt").isZipped()).isFalse();
    }

    private static Parcel parcel(String... files) {
        return new Parcel(
                "ada", List.of("a@example.edu"), Path.of("/"), List.of(files), List.of(), 1, "d");
    }

    @Test
    void itsLengthIsKnownBeforehand() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "12345");
        var form = new Multipart().text("owner_email", "ö@example.edu").file("files[]", "f", file);

        assertThat(form.body().contentLength()).isGreaterThan(5);
        assertThat(form.contentType())
                .matches("multipart/form-data; boundary=gradebox-[0-9a-f]{32}");
        assertThat(new Multipart().contentType()).isNotEqualTo(form.contentType());
    }
}
