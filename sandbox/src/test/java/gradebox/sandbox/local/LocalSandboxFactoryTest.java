package gradebox.sandbox.local;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.LocalProcessFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalSandboxFactoryTest {
    private static final String PYTHON = System.getProperty("gradebox.python", "python3");
    private static final String PROGRAM =
            "import os, sys; print(sys.flags.isolated, os.environ.get('PYTHONUSERBASE'))";

    private static String run(LocalPython python) throws Exception {
        try (var factory = new LocalSandboxFactory(python)) {
            var argv = List.of("python3", "-I", "-B", "-c", PROGRAM);
            var spec = LocalProcessFactory.spec("own");
            var result = factory.run(spec, argv, Duration.ofSeconds(30), 1000);
            return new String(result.output(), StandardCharsets.UTF_8).strip();
        }
    }

    @Test
    void promisesNothing() {
        try (var factory = new LocalSandboxFactory(new LocalPython(PYTHON, Optional.empty()))) {
            assertThat(factory.guarantees()).isEmpty();
            assertThat(factory.degraded()).isTrue();
        }
    }

    @Test
    void leavesAUserOwnPackages() throws Exception {
        assertThat(run(new LocalPython(PYTHON, Optional.of("/base")))).isEqualTo("0 /base");
        assertThat(run(new LocalPython(PYTHON, Optional.empty()))).isEqualTo("1 None");
    }

    @Test
    void findsThePythonThatTheUserStarts() throws Exception {
        var found = LocalPython.find();

        assertThat(Files.isExecutable(Path.of(found.executable()))).isTrue();
        assertThat(found.packages()).isPresent();
    }
}
