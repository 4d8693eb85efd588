package gradebox.graders.pytest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import gradebox.graders.LocalBench;
import gradebox.sandbox.LocalProcessFactory;
import gradebox.sandbox.Mount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonFilesTest {
    private static final String MAIN =
            """
            import sys, unittest
            sys.path.insert(0, sys.argv[1])
            from gradescope_utils.autograder_utils.decorators import *
            from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner

            class Tests(unittest.TestCase):
                @weight(2)
                @number("1")
                def test_a_right(self):
                    "Is right"
                @weight(3)
                @hide_errors("Look again.")
                def test_b_wrong(self): self.fail("secret")
                @partial_credit(4)
                @visibility("hidden")
                def test_c_part(self, set_score=None): set_score(1)
                @leaderboard("speed", "asc")
                @tags("fast")
                def test_d_board(self, set_leaderboard_value=None): set_leaderboard_value(9)
                def test_e_parts(self):
                    with self.subTest(): self.fail("part")

            suite = unittest.defaultTestLoader.loadTestsFromTestCase(Tests)
            JSONTestRunner(visibility="visible").run(suite)
            """;

    @TempDir Path folder;

    @Test
    void everyFileIsStaged() throws Exception {
        var runner = Objects.requireNonNull(PytestProvider.class.getResource("gradebox_pytest.py"));
        var resources = Objects.requireNonNull(Path.of(runner.toURI()).getParent());
        new LocalBench(folder).close();
        try (var files = Files.walk(resources)) {
            for (var file : files.filter(f -> f.toString().matches(".*\\.(py|ini)")).toList()) {
                var staged =
                        folder.resolve("runtime").resolve(resources.relativize(file).toString());
                assertThat(staged).hasSameBinaryContentAs(file);
            }
        }
    }

    /** Suites' own main programs run, too, where the stand-in takes gradescope-utils' place. */
    @Test
    void theStandInWritesResults() throws Exception {
        new LocalBench(folder).close();
        Files.writeString(folder.resolve("main.py"), MAIN);
        try (var factory = new LocalProcessFactory()) {
            var spec =
                    LocalProcessFactory.spec("main", new Mount(folder.toAbsolutePath(), "/tests"));
            var argv = List.of("python3", "/tests/main.py", "/tests/runtime/stand_in");
            var result = factory.run(spec, argv, Duration.ofSeconds(30), 100_000);
            var json =
                    new ObjectMapper()
                            .readTree(new String(result.output(), StandardCharsets.UTF_8));

            assertThat(json.path("score").asDouble()).as(result.log()).isEqualTo(3);
            assertThat(json.path("visibility").asText()).isEqualTo("visible");
            assertThat(json.path("tests"))
                    .extracting(Object::toString)
                    .containsExactly(
                            "{\"name\":\"Is right\",\"status\":\"passed\",\"output\":\"\",\"max_score\":2,\"score\":2,\"number\":\"1\"}",
                            "{\"name\":\"test_b_wrong (__main__.Tests.test_b_wrong)\",\"status\":\"failed\",\"output\":\"Look again.\",\"max_score\":3,\"score\":0.0}",
                            "{\"name\":\"test_c_part (__main__.Tests.test_c_part)\",\"status\":\"passed\",\"output\":\"\",\"max_score\":4,\"score\":1,\"visibility\":\"hidden\"}",
                            "{\"name\":\"test_d_board (__main__.Tests.test_d_board)\",\"status\":\"passed\",\"output\":\"\",\"tags\":[\"fast\"]}",
                            "{\"name\":\"test_e_parts (__main__.Tests.test_e_parts)\",\"status\":\"failed\",\"output\":\"Test Failed: part\\n\"}");
            assertThat(json.path("leaderboard").toString())
                    .isEqualTo("[{\"name\":\"speed\",\"order\":\"asc\",\"value\":9}]");
        }
    }
}
