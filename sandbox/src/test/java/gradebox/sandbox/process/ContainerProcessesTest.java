package gradebox.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.EngineUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerProcessesTest {
    @TempDir Path group;

    private int left(String most, String now) throws Exception {
        Files.writeString(group.resolve("pids.max"), most + "\n");
        Files.writeString(group.resolve("pids.current"), now + "\n");
        return ContainerProcesses.left(group);
    }

    @Test
    void leavesWhatIsOverButForOurOwn() throws Exception {
        assertThat(left("512", "14")).isEqualTo(512 - 14 - 48);
        assertThat(left("max", "14")).isEqualTo(Integer.MAX_VALUE);
        assertThat(ContainerProcesses.left(group.resolve("none"))).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void saysWhereTheyAreTooFew() {
        assertThatThrownBy(() -> left("60", "14"))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("60 processes")
                .hasMessageContaining("raise its limit by 18");
    }
}
