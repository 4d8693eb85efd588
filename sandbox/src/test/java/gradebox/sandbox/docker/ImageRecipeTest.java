package gradebox.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageRecipeTest {
    @TempDir private Path temporary;
    private Path folder;

    @BeforeEach
    void write() throws Exception {
        folder = Files.createDirectory(temporary.resolve("cpu"));
        Files.writeString(folder.resolve("Dockerfile"), "FROM x\n");
        Files.writeString(folder.resolve("a"), "bc");
    }

    @Test
    void isNamedAfterItsFolder() throws Exception {
        assertThat(ImageRecipe.in(folder).name()).isEqualTo("cpu");
    }

    @Test
    void needsADockerfile() {
        assertThatThrownBy(() -> ImageRecipe.in(temporary))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no Dockerfile");
    }

    /** Images that are there, and results, are known by it. */
    @Test
    void theHashIsWhatItAlwaysWas() throws Exception {
        assertThat(ImageRecipe.in(folder).hash())
                .isEqualTo("2bcb5b07c660c5c54f6b0061abd5dc66a0a410ccdcb47648edac5a77cc91327f");
    }

    @Test
    void theHashDependsOnNamesAndContentsOnly() throws Exception {
        String before = ImageRecipe.in(folder).hash();
        Path copy = Files.createDirectory(temporary.resolve("copy"));
        Files.copy(folder.resolve("a"), copy.resolve("a"));
        Files.copy(folder.resolve("Dockerfile"), copy.resolve("Dockerfile"));

        assertThat(ImageRecipe.in(copy).hash()).isEqualTo(before).matches("[0-9a-f]{64}");
    }

    @Test
    void theHashTellsNamesFromContents() throws Exception {
        String before = ImageRecipe.in(folder).hash();
        Files.delete(folder.resolve("a"));
        Files.writeString(folder.resolve("ab"), "c");

        assertThat(ImageRecipe.in(folder).hash()).isNotEqualTo(before);
    }

    @Test
    void aChangedFileChangesTheHash() throws Exception {
        String before = ImageRecipe.in(folder).hash();
        Files.writeString(folder.resolve("a"), "bd");

        assertThat(ImageRecipe.in(folder).hash()).isNotEqualTo(before);
    }
}
