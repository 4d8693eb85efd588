package gradebox.assignments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gradebox.grading.InvalidAssignmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each {@code bad/*.yaml} is refused with exactly the lines of the {@code .txt} beside it. */
class BadAssignmentsTest {

    static List<Path> fixtures() throws IOException {
        return SampleFolder.bad();
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void areRefusedWithEveryProblemAndItsLine(Path fixture, @TempDir Path temp) throws Exception {
        var folder = SampleFolder.copyTo(temp.resolve("sample"));
        String name = fixture.getFileName().toString();
        var file = Files.copy(fixture, folder.resolve(name));
        var loader = new AssignmentLoader(SampleFolder.TYPES);

        var refusal =
                catchThrowableOfType(InvalidAssignmentException.class, () -> loader.load(file));

        assertThat(refusal).as("the refusal of %s", name).isNotNull();
        String lines = String.join("\n", refusal.problems()) + "\n";
        assertThat(lines.replace(folder + "/", ""))
                .isEqualTo(Files.readString(fixture.resolveSibling(name.replace(".yaml", ".txt"))));
    }
}
