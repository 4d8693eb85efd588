package gradebox.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerProcessorsTest {
    @TempDir Path folder;

    private double unified(String text) throws Exception {
        return ContainerProcessors.unified(Files.writeString(folder.resolve("cpu.max"), text));
    }

    @Test
    void readsVersionTwo() throws Exception {
        assertThat(unified("50000 100000\n")).isEqualTo(0.5);
        assertThat(unified("max 100000\n")).isInfinite();
        assertThat(unified("")).isInfinite();
        assertThat(ContainerProcessors.unified(folder.resolve("none"))).isInfinite();
    }

    @Test
    void readsVersionOne() {
        assertThat(ContainerProcessors.share("150000", "100000")).isEqualTo(1.5);
        assertThat(ContainerProcessors.share("-1", "100000")).isInfinite();
        assertThat(ContainerProcessors.share("50000", "0")).isInfinite();
    }
}
