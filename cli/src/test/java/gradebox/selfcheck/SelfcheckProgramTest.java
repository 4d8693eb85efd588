package gradebox.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@code selfcheck.py} with what is sure to be on any machine: Python, and nothing else.
 * {@code SelfcheckIT} runs whole homeworks.
 */
class SelfcheckProgramTest {
    private static final String PYTHON = System.getProperty("gradebox.python", "python3");

    @TempDir Path folder;

    private record Ended(int code, String out) {}

    @BeforeEach
    void unpack() throws Exception {
        for (var resource :
                List.of(
                        "/gradebox/selfcheck/selfcheck.py",
                        "/gradebox/graders/gradebox_source.py")) {
            try (var in = PublicBundle.class.getResourceAsStream(resource)) {
                var name = resource.substring(resource.lastIndexOf('/') + 1);
                Files.write(
                        folder.resolve(name), Objects.requireNonNull(in, resource).readAllBytes());
            }
        }
        Files.writeString(
                folder.resolve("assignment.yaml"),
                """
                {"id": "course/hw-practice", "title": "Homework (practice)", "course": "Course",
                 "limits": {"per_check": "1s"},
                 "submission": {"files": ["solution.py"], "module": "solution"},
                 "graders": {
                   "files": {"type": "source", "required": ["solution.py"], "forbid_imports": ["torch"]},
                   "suite": {"type": "junit", "suite": "suite"},
                   "run": {"type": "command", "run": ["python3", "solution.py"]}},
                 "rubric": [
                   {"check": "files/required", "points": 1, "number": "1", "title": "It is there"},
                   {"check": "files/imports", "points": 2, "number": "2", "title": "No torch"},
                   {"check": "suite/open", "points": 3, "title": "In Java", "requires": ["files/required"]},
                   {"check": "run/run", "points": 3, "title": "A program"}]}
                """);
    }

    private Ended python(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(PYTHON, "-B"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(Map.of("PYTHONIOENCODING", "utf-8"));
        var process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out);
    }

    private Path solution(String code) throws Exception {
        return Files.writeString(
                Files.createDirectories(folder.resolve("mine")).resolve("solution.py"), code);
    }

    @Test
    void saysFirstThatNothingIsIsolatedAndThenWhatItCannotRun() throws Exception {
        var ended = python("selfcheck.py", solution("import numpy\n").toString());

        assertThat(ended.out().lines().findFirst().orElse(""))
                .startsWith("No isolation: your code");
        assertThat(ended.out())
                .contains(
                        "Homework (practice)",
                        "passed     1   It is there (1 of 1)",
                        "passed     2   No torch (2 of 2)",
                        "not run        In Java\n               its tests are in Java; gradebox runs them",
                        "not run        A program",
                        "2 of 2 checks passed, 3 of 3 points; 2 not run here.",
                        "This is practice");
        assertThat(ended.code()).isZero();
    }

    @Test
    void exitsWithSixWhereACheckFails() throws Exception {
        var ended = python("selfcheck.py", solution("x = 1\nimport torch.nn\n").toString());

        assertThat(ended.out())
                .contains("FAILED     2   No torch (0 of 2)", "solution.py, line 2: torch.nn");
        assertThat(ended.code()).isEqualTo(6);
        assertThat(python("selfcheck.py", solution("x = (\n").toString()).out())
                .contains("Not valid Python:");
    }

    @Test
    void takesFoldersZipsAndCallsFromANotebook() throws Exception {
        var zip = folder.resolve("mine.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("homework/solution.py"));
            out.write("x = 1\n".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(python("selfcheck.py", zip.toString()).code()).isZero();
        assertThat(python("selfcheck.py", solution("x = 1\n").resolveSibling("").toString()).code())
                .isZero();
        var notebook = "import selfcheck; print(selfcheck.run('mine/solution.py'))";
        assertThat(python("-c", notebook).out()).endsWith("True\n");
        assertThat(python("selfcheck.py", "nowhere.py").out()).contains("there is no ");
        assertThat(python("selfcheck.py").code()).isEqualTo(2);
    }

    @Test
    void derivesTheSeedsThatGradeboxDerives() throws Exception {
        var program =
                "import selfcheck; r = selfcheck.Report('r', selfcheck.read_assignment()); print(r.seed('train/a/0'))";
        var seeds = gradebox.run.RootSeed.practice("course/hw-practice").seeds();

        assertThat(python("-c", program).out()).isEqualTo(seeds.seed("train/a/0") + "\n");
    }

    @Test
    void earnsWhatAThresholdGives() throws Exception {
        var program =
                """
                import selfcheck as s
                line = {"direction": "higher", "curve": "linear", "zero": 0.5, "full": 0.9}
                down = {"direction": "lower", "curve": "linear", "zero": 0.75, "full": 0.15, "bonus": {"at": 0.1, "fraction": 1.1}}
                steps = {"direction": "higher", "curve": "steps", "knots": [{"at": 1, "fraction": 0.5}, {"at": 2, "fraction": 1}]}
                print([s.earned(line, x) for x in (0.4, 0.5, 0.7, 0.9, 1)])
                print([s.earned(down, x) for x in (0.8, 0.45, 0.15, 0.05)])
                print([s.earned(steps, x) for x in (0.5, 1, 1.9, 2)])
                """;
        assertThat(python("-c", program).out())
                .isEqualTo("[0, 0.0, 0.5, 1, 1]\n[0, 0.5, 1.0, 1.1]\n[0, 0.5, 0.5, 1]\n");
    }
}
