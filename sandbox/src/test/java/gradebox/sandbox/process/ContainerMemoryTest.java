package gradebox.sandbox.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerMemoryTest {
    private static final long MB = 1 << 20;

    @TempDir private Path folder;

    private ContainerMemory memory(String limit, String use, String statistics) throws IOException {
        return new ContainerMemory(
                Files.writeString(folder.resolve("limit"), limit),
                Files.writeString(folder.resolve("use"), use),
                Files.writeString(folder.resolve("stat"), statistics));
    }

    @Test
    void pagesOfFilesAreThereToBeTaken() throws Exception {
        var memory =
                memory(
                        768 * MB + "\n",
                        300 * MB + "\n",
                        "cache 1\ninactive_file " + 60 * MB + "\nactive_file " + 40 * MB);

        assertThat(memory.left()).isEqualTo((768 - 200 - 64) * MB);
    }

    @Test
    void aFullContainerLeavesALittle() throws Exception {
        assertThat(memory("" + 100 * MB, "" + 99 * MB, "").left()).isEqualTo(64 * MB);
    }

    @Test
    void anUnboundedOneLeavesAll() throws Exception {
        assertThat(memory("max\n", "100\n", "").left()).isEqualTo(Long.MAX_VALUE);
        assertThat(memory("9223372036854771712\n", "100\n", "").left()).isEqualTo(Long.MAX_VALUE);
    }
}
