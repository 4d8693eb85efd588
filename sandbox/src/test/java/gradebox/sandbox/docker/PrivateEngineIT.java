package gradebox.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrivateEngineIT {
    @Test
    void comesBackAndLeavesNothing() throws Exception {
        var folder = Files.createTempDirectory("gbx");
        try (var own = PrivateEngine.start(folder, Map.of())) {
            own.kill();
            own.start();
            try (var engine = DockerEngine.connect(own.environment())) {
                assertThat(engine.version()).isNotEmpty();
                assertThat(engine.client().listImagesCmd().exec()).isEmpty();
            }
        }

        assertThat(folder).doesNotExist();
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).doesNotContain(folder + "/");
    }
}
