package gradebox.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.Mount;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacesTest {
    private final Places places =
            new Places(
                    Path.of("/run/slot-3"),
                    List.of(
                            new Mount(Path.of("/a"), "/submission"),
                            new Mount(Path.of("/b"), "/suite/tests")));

    @ParameterizedTest
    @CsvSource({
        "/submission, /run/slot-3/given/0",
        "/submission/a/b.py, /run/slot-3/given/0/a/b.py",
        "/suite/tests/x, /run/slot-3/given/1/x",
        "/work, /run/slot-3/work",
        "--out=/work/model.pt, --out=/run/slot-3/work/model.pt",
        "/tmp:/submission, /run/slot-3/tmp:/run/slot-3/given/0",
    })
    void aPathIsPutInTermsOfTheSlot(String word, String real) {
        assertThat(places.translate(word)).isEqualTo(real);
    }

    @ParameterizedTest
    @CsvSource({"/submissions", "/suite", "a/submission", "cat /work/x", "/workshop", "/usr/tmp"})
    void whatIsNoPathOfTheSandboxStaysAsItIs(String word) {
        assertThat(places.translate(word)).isEqualTo(word);
    }
}
