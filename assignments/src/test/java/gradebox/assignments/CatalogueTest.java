package gradebox.assignments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.grading.InvalidAssignmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
    @TempDir Path root;

    @BeforeEach
    void fill() throws IOException {
        ship("mit-67960/hw1-backprop");
        ship("mit-67960/hw3-transformers");
        ship("cs229br/hw0");
        Files.createDirectories(root.resolve("assignments/catalogue/cs229br/unfinished"));
        Files.writeString(root.resolve("assignments/catalogue/README.md"), "about");
    }

    private void ship(String id) throws IOException {
        var folder = Files.createDirectories(root.resolve("assignments/catalogue").resolve(id));
        Files.writeString(folder.resolve("assignment.yaml"), "id: " + id);
    }

    @Test
    void listsWhatShipsById() {
        var catalogue = new Catalogue(root);

        assertThat(catalogue.folders().stream().map(catalogue::id))
                .containsExactly(
                        "cs229br/hw0", "mit-67960/hw1-backprop", "mit-67960/hw3-transformers");
    }

    @Test
    void isEmptyWhereNothingShips() {
        assertThat(new Catalogue(root.resolve("elsewhere")).folders()).isEmpty();
    }

    @Test
    void findsById() throws Exception {
        assertThat(new Catalogue(root).resolve("mit-67960/hw1-backprop"))
                .isEqualTo(root.resolve("assignments/catalogue/mit-67960/hw1-backprop"));
    }

    @Test
    void findsByPath() throws Exception {
        var folder = root.resolve("assignments/catalogue/cs229br/hw0");
        var file = folder.resolve("assignment.yaml");
        var catalogue = new Catalogue(root.resolve("elsewhere"));

        assertThat(catalogue.resolve(folder.toString())).isEqualTo(folder);
        assertThat(catalogue.resolve(file.toString())).isEqualTo(file);
    }

    @Test
    void saysWhatIsNearAnUnknownId() {
        assertThatThrownBy(() -> new Catalogue(root).resolve("hw1-backprop"))
                .isInstanceOf(InvalidAssignmentException.class)
                .hasMessage(
                        "there is no assignment `hw1-backprop`, neither a folder nor one that ships; did you mean mit-67960/hw1-backprop? (`gradebox list` shows those)");
        assertThatThrownBy(() -> new Catalogue(root).resolve("mit-67960/hw3-transformer"))
                .hasMessageContaining("did you mean mit-67960/hw3-transformers");
        assertThatThrownBy(() -> new Catalogue(root).resolve("qqqqqqq"))
                .hasMessage(
                        "there is no assignment `qqqqqqq`, neither a folder nor one that ships (`gradebox list` shows those)");
    }
}
