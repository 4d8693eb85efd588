package gradebox.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProcessFactoryTest extends SandboxContract {
    private static final SandboxFactory FACTORY = new LocalProcessFactory();

    @AfterAll
    static void close() {
        FACTORY.close();
    }

    @Override
    protected SandboxFactory factory() {
        return FACTORY;
    }

    @Override
    protected SandboxFactory anotherFactory() {
        return new LocalProcessFactory();
    }

    @Override
    protected SandboxSpec spec(String name, Mount... mounts) {
        return LocalProcessFactory.spec(name, mounts);
    }

    @Test
    void rewritesTargetsInTheEnvironmentToo(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("lesson.py"), "TOPIC = 'backprop'");
        var mounted = spec("path", new Mount(folder.toAbsolutePath(), "/sub"));
        var spec =
                new SandboxSpec(
                        "path",
                        mounted.image(),
                        mounted.limits(),
                        mounted.gpu(),
                        mounted.mounts(),
                        Map.of("PYTHONPATH", "/sub", "OTHER", "/submarine"));
        var program = "import lesson, os; print(lesson.TOPIC, os.environ['OTHER'])";
        var result = FACTORY.run(spec, List.of("python3", "-c", program), seconds(30), 100);

        assertThat(text(result)).isEqualTo("backprop /submarine\n");
    }

    @Test
    void tellsItsProgramsThatNothingConfinesThem() throws Exception {
        assertThat(text(run("env")).lines()).contains("GRADEBOX_UNCONFINED=1");
    }
}
