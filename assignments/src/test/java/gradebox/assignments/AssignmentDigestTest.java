package gradebox.assignments;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssignmentDigestTest {
    @TempDir private Path folder;

    /** Results that are kept say which assignment they are of by it. */
    @Test
    void isMadeOfEachFilesHashAndName() throws Exception {
        var yaml = Files.writeString(folder.resolve("assignment.yaml"), "x");

        assertThat(AssignmentDigest.of(folder, yaml, List.of()))
                .isEqualTo("5be56aec52bd47bc86945637b8e177abeb4ce758b5ed16681b22fe564325bb93");
    }
}
