package gradebox.assignments.calibrate;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.assignments.AssignmentLoader;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedBandsTest {
    private static final Path CATALOGUE =
            Path.of(System.getProperty("gradebox.home")).resolve("assignments/catalogue");

    /** The fingerprints that lie beside the assignments are of what lies there. */
    @ParameterizedTest
    @ValueSource(strings = {"mit-67960/hw1-backprop", "mit-67960/hw3-transformers"})
    void whatShipsIsAsItWasMeasured(String id) throws Exception {
        var graders = Set.of("junit", "pytest", "model", "source", "command");
        var assignment = new AssignmentLoader(graders).load(CATALOGUE.resolve(id));

        assertThat(assignment.graders()).anyMatch(BandChecks::isModel);
        assertThat(BandChecks.judge(assignment)).isEmpty();
    }
}
