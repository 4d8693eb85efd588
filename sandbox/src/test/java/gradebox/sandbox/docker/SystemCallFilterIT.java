package gradebox.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Capability;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Termination;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Show that the filter is what denies each call: the same program gets past where the engine
 * applies no filter. And that course work does not miss what is denied.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SystemCallFilterIT {
    private static final int NO_SUCH_CALL = 38;
    private static final int NOT_PERMITTED = 1;
    private static final int BAD_SYSTEM_CALL = -31;
    private static final Set<String> ARGUMENTS =
            Set.of("socket", "socketpair", "clone", "personality", "type");
    private static final Path WORKLOADS =
            Path.of(System.getProperty("gradebox.home"), "sandbox", "seccomp", "workloads");

    private DockerEngine engine;
    private Image image;

    @BeforeAll
    void connect() throws Exception {
        engine = DockerEngine.connect(System.getenv());
        image = CourseImage.of(engine);
    }

    @AfterAll
    void close() {
        engine.close();
    }

    @TestFactory
    Stream<DynamicTest> theFilterDenies() throws Exception {
        var free = endings(false);
        var filtered = endings(true);

        assertThat(free).hasSizeGreaterThan(65).containsOnlyKeys(filtered.keySet());
        return free.keySet().stream()
                .map(
                        name ->
                                DynamicTest.dynamicTest(
                                        name,
                                        () ->
                                                check(
                                                        name,
                                                        Objects.requireNonNull(free.get(name)),
                                                        Objects.requireNonNull(
                                                                filtered.get(name)))));
    }

    /** Calls of another processor's kind kill; the kernel may not know x32 at all. */
    private static void check(String name, int free, int filtered) {
        if (name.startsWith("x32") || name.startsWith("32-bit")) {
            assertThat(free).isNotEqualTo(BAD_SYSTEM_CALL);
            assertThat(filtered).isEqualTo(BAD_SYSTEM_CALL);
        } else {
            boolean byArgument = ARGUMENTS.contains(name.split(" ", -1)[0]);
            int refused = byArgument ? NOT_PERMITTED : NO_SUCH_CALL;
            assertThat(free).isNotEqualTo(refused).isNotEqualTo(NO_SUCH_CALL).isBetween(0, 200);
            assertThat(filtered).isEqualTo(refused);
        }
    }

    /**
     * Raw sockets need a capability: with it, nobody but the filter can refuse one. The program
     * runs as the root that such a capability takes, and has no other.
     */
    private Map<String, Integer> endings(boolean filtered) throws Exception {
        var argv = List.of("python3", "-I", "-c", resource("probe.py"));
        var output =
                new LooseContainer(engine, spec("probe"))
                        .run(
                                argv,
                                settings -> {
                                    settings.user = "0:0";
                                    settings.host.withCapAdd(Capability.NET_RAW);
                                    if (!filtered) {
                                        settings.withoutFilter();
                                    }
                                });
        return output.lines()
                .map(line -> List.of(line.split("\t", -1)))
                .collect(Collectors.toMap(p -> p.get(0), p -> Integer.valueOf(p.get(1))));
    }

    @TestFactory
    Stream<DynamicTest> courseWorkRuns() throws IOException {
        try (var files = Files.list(WORKLOADS)) {
            var names = files.map(file -> file.getFileName().toString()).sorted().toList();
            assertThat(names).contains("training.py", "testing.py", "parallel.py", "notebook.py");
            return names.stream()
                    .map(name -> DynamicTest.dynamicTest(name, () -> runsToItsEnd(name)));
        }
    }

    private void runsToItsEnd(String program) throws Exception {
        try (var sandboxes = engine.sandboxes()) {
            var result =
                    sandboxes.run(
                            spec("workload"),
                            List.of("python3", "/workloads/" + program),
                            Duration.ofMinutes(3),
                            1 << 20);
            assertThat(result.termination()).as(result.log()).isEqualTo(new Termination.Exited(0));
        }
    }

    private SandboxSpec spec(String name) {
        var limits = new Limits(2, 2L << 30, 128, 256L << 20, Duration.ofMinutes(3));
        var mounts = List.of(new Mount(WORKLOADS.toAbsolutePath(), "/workloads"));
        return new SandboxSpec(name, image, limits, GpuRequest.NONE, mounts, Map.of());
    }

    private static String resource(String name) throws IOException {
        try (var in =
                SystemCallFilterIT.class.getResourceAsStream("/gradebox/sandbox/seccomp/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
