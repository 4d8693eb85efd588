package gradebox.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.steps.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootSeedsTest {

    @TempDir Path temp;

    @Test
    void makesASecretOnceAndKeepsIt() throws IOException {
        var seeds = new RootSeeds(temp, new SecureRandom(), Steps.UNMARKED);

        assertThat(seeds.of("course/hw").hex())
                .hasSize(64)
                .isEqualTo(
                        new RootSeeds(temp, new SecureRandom(), Steps.UNMARKED)
                                .of("course/hw")
                                .hex());
        assertThat(seeds.of("course/hw2")).isNotEqualTo(seeds.of("course/hw"));
    }

    @Test
    void keepsItFromOthers() throws IOException {
        new RootSeeds(temp, new SecureRandom(), Steps.UNMARKED).of("course/hw");

        var file = temp.resolve("seeds/course_hw.seed");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(temp.resolve("seeds"))).isEqualTo("rwx------");
        try (var files = Files.list(temp.resolve("seeds"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void clearsAwayWhatAKilledRunHadDrafted() throws IOException {
        var folder = Files.createDirectories(temp.resolve("seeds"));
        var draft = Files.writeString(folder.resolve(".course_hw.seed.17"), "00");
        var other = Files.writeString(folder.resolve(".course_hw2.seed.17"), "00");

        new RootSeeds(temp, new SecureRandom(), Steps.UNMARKED).of("course/hw");

        assertThat(draft).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void refusesASeedThatOthersCanRead() throws IOException {
        var seeds = new RootSeeds(temp, new SecureRandom(), Steps.UNMARKED);
        seeds.of("course/hw");
        var file = temp.resolve("seeds/course_hw.seed");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> seeds.of("course/hw"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void refusesAFileThatIsNoSeed() throws IOException {
        var file = Files.writeString(temp.resolve("x"), "1234");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(() -> RootSeeds.read(file)).hasMessageContaining("not a root seed");
    }

    @Test
    void givesRunsThatStartTogetherTheSameSeed() throws Exception {
        var together = new CyclicBarrier(8);
        Callable<String> ask =
                () -> {
                    together.await();
                    return new RootSeeds(temp, new SecureRandom(), Steps.UNMARKED)
                            .of("course/hw")
                            .hex();
                };
        try (var threads = Executors.newFixedThreadPool(8)) {
            var asked = threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> ask).toList());
            assertThat(asked.stream().map(Future::resultNow).distinct()).hasSize(1);
        }
    }

    @Test
    void looksWhereStaffSayAndElseWhereXdgSays() {
        var home = Path.of("/home/ta");

        assertThat(RootSeeds.stateFolder(Map.of("GRADEBOX_STATE", "/secret"), home))
                .isEqualTo(Path.of("/secret"));
        assertThat(RootSeeds.stateFolder(Map.of("XDG_STATE_HOME", "/state"), home))
                .isEqualTo(Path.of("/state/gradebox"));
        assertThat(RootSeeds.stateFolder(Map.of(), home))
                .isEqualTo(Path.of("/home/ta/.local/state/gradebox"));
    }

    /** Calibrations, practice and grades that are kept were made with these. */
    @Test
    void whatIsWorkedOutFromWordsNeverChanges() {
        assertThat(RootSeed.calibration(0).hex())
                .isEqualTo("72c677c5bcc4b9ed7c60882d7cdab18ccb6aba4ad29b635cd51a0e6ee707dbc8");
        assertThat(RootSeed.practice("course/hw").hex())
                .isEqualTo("acf93a7b6b7f4deed9c55dd600daf7bc1f55523e4f86337d7a55c87ef08ca435");
        assertThat(RootSeed.PUBLISHED.fingerprint()).isEqualTo("2dd7a8222764d14f");
    }

    @Test
    void doesNotPrintTheSecret() {
        assertThat(RootSeed.PUBLISHED.toString()).doesNotContain(RootSeed.PUBLISHED.hex());
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
