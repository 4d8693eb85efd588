package gradebox.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.Guarantee;
import gradebox.sandbox.ReadmeMatrix;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessHostTest {
    private static ProcessHost host(int landlock) {
        return new ProcessHost(
                Path.of("/run/here"),
                Optional.empty(),
                new byte[8],
                new UserRange(100_000),
                landlock,
                new Interpreter("Debian", "3.13", List.of(), List.of("numpy==2.2")));
    }

    @Test
    void theReadmeSaysWhatIsPromised() throws Exception {
        assertThat(host(7).guarantees()).isEqualTo(ReadmeMatrix.column("process"));
    }

    @Test
    void anOlderLandlockKnowsNoSockets() {
        assertThat(host(5).guarantees())
                .contains(Guarantee.GIVEN_FILES_ONLY)
                .doesNotContain(Guarantee.NO_NETWORK);
        assertThat(host(0).guarantees())
                .doesNotContain(Guarantee.GIVEN_FILES_ONLY, Guarantee.TMP_NOT_EXECUTABLE);
    }

    @Test
    void anImageIsNamedByWhatIsInstalled() {
        var image = host(0).python().image();

        assertThat(image.name()).isEqualTo("this machine (Debian, Python 3.13)");
        assertThat(image.digest()) // of Debian, 3.13 and numpy==2.2, a line each
                .isEqualTo(
                        "sha256:52431a5ea086be3e48ce73a999911461fcd8f1d9a96ed319928f8470365438d4");
    }
}
