package gradebox.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.EngineUnavailableException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineAddressTest {

    @Test
    void isTheUsualSocketUnlessTold() throws Exception {
        var usual = new EngineAddress(Path.of("/var/run/docker.sock"));

        assertThat(EngineAddress.from(Map.of())).isEqualTo(usual);
        assertThat(EngineAddress.from(Map.of("DOCKER_HOST", " "))).isEqualTo(usual);
    }

    @Test
    void isDockerDesktopsWhereOnlyThatIsThere() throws Exception {
        var own = Path.of("/Users/ada/.docker/run/docker.sock");
        var home = Map.of("HOME", "/Users/ada");
        var usual = EngineAddress.from(Map.of());

        assertThat(EngineAddress.from(home, own::equals)).isEqualTo(new EngineAddress(own));
        assertThat(EngineAddress.from(home, any -> true)).isEqualTo(usual);
        assertThat(EngineAddress.from(home, any -> false)).isEqualTo(usual);
    }

    @Test
    void honoursAnotherSocket() throws Exception {
        assertThat(EngineAddress.from(Map.of("DOCKER_HOST", "unix:///run/user/7/docker.sock")))
                .isEqualTo(new EngineAddress(Path.of("/run/user/7/docker.sock")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tcp://10.0.0.7:2375", "ssh://box", "npipe:////./pipe/x", "unix://x", "x"})
    void refusesWhatIsNoSocketOfThisMachine(String host) {
        assertThatThrownBy(() -> EngineAddress.from(Map.of("DOCKER_HOST", host)))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining(host)
                .hasMessageContaining("unset it");
    }

    @Test
    void anEngineThatDoesNotAnswerIsOneSentenceWithWhatToDo(@TempDir Path folder) {
        var nobody = Map.of("DOCKER_HOST", "unix://" + folder.resolve("none.sock"));

        assertThatThrownBy(() -> DockerEngine.connect(nobody))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("none.sock")
                .hasMessageContaining("gradebox demo --setup");
    }
}
