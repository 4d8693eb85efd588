package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import gradebox.sandbox.docker.CourseImage;
import gradebox.sandbox.docker.DockerEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/**
 * Runs the script of the README's GitLab job, word for word, as its runner does: as root in a
 * container with an engine's default rights, in a clean clone. What {@code before_script} would
 * install is there: the course image has Python and NumPy, and this JDK and gradebox are mounted.
 */
class GitlabJobIT {
    private static final String NAME = ".gitlab-ci.yml";
    private static final Path HOME = Path.of(System.getProperty("gradebox.home"));
    private static final String PROJECT = "/builds/course/ada";

    private static JsonNode job;

    @TempDir Path work;

    @BeforeAll
    static void readTheReadmeAndBuild() throws Exception {
        job = CiFile.read(NAME).path("grade");
        // In the container nothing can be built: Maven is not there.
        var built =
                new ProcessBuilder(HOME.resolve("gradebox").toString(), "--version")
                        .inheritIO()
                        .start();
        assertThat(built.waitFor()).isZero();
    }

    private record Ended(int code, String log) {}

    @Test
    void aRightSolutionPasses() throws Exception {
        var ended = run("reference", Map.of());

        assertThat(ended.code()).as(ended.log()).isZero();
        assertThat(ended.log()).contains("1 graded", "Degraded");
        assertThat(suite().getAttribute("failures")).isEqualTo("0");
        assertThat(Integer.parseInt(suite().getAttribute("tests"))).isGreaterThan(20);
    }

    @Test
    void tooFewPointsFailTheJob() throws Exception {
        var ended = run("starter", Map.of());

        assertThat(ended.code()).as(ended.log()).isEqualTo(6);
        assertThat(Integer.parseInt(suite().getAttribute("failures"))).isGreaterThan(5);
    }

    @Test
    void anInvalidAssignmentIsExitCode4() throws Exception {
        var ended = run("reference", Map.of("ASSIGNMENT", "tests"));

        assertThat(ended.code()).as(ended.log()).isEqualTo(4);
        assertThat(ended.log()).contains("assignment.yaml");
    }

    @Test
    void withoutTheRightsOfAnEngineIsExitCode5() throws Exception {
        var ended = run("reference", Map.of(), "--user", "10001:10001");

        assertThat(ended.code()).as(ended.log()).isEqualTo(5);
    }

    /** Parse the report that GitLab is given. */
    private Element suite() throws Exception {
        var report = job.at("/artifacts/reports/junit").asText();
        assertThat(job.at("/artifacts/when").asText()).isEqualTo("always");
        return WorkflowIT.suite(WorkflowIT.parsed(project().resolve(report)));
    }

    private Path project() {
        return work.resolve("builds/ada");
    }

    private Ended run(String solution, Map<String, String> variables, String... options)
            throws Exception {
        StudentRepository.make(work.resolve("origin"), solution).cloneTo(project());
        open(project());
        var name = "gradebox-gitlab-" + UUID.randomUUID();
        var command = new ArrayList<>(List.of("docker", "run", "--name", name));
        command.addAll(List.of(options));
        command.addAll(List.of("--memory", "3g", "--workdir", PROJECT));
        command.addAll(List.of("--volume", project() + ":" + PROJECT));
        command.addAll(List.of("--volume", HOME + ":/opt/gradebox:ro"));
        var jdk = System.getProperty("java.home");
        command.addAll(List.of("--volume", jdk + ":" + jdk + ":ro", "--env", "JAVA_HOME=" + jdk));
        var all = new TreeMap<>(CiFile.variables(job.path("variables")));
        all.putAll(variables);
        all.forEach((key, value) -> command.addAll(List.of("--env", key + "=" + value)));
        command.addAll(List.of(image(), "bash", "-eo", "pipefail", "-c", script()));
        try {
            return ended(command);
        } finally {
            new ProcessBuilder("docker", "rm", "--force", name)
                    .redirectErrorStream(true)
                    .redirectOutput(work.resolve("rm.log").toFile())
                    .start()
                    .waitFor();
        }
    }

    /** The runner clones with an umask of 0. */
    private static void open(Path folder) throws IOException, InterruptedException {
        new ProcessBuilder("chmod", "-R", "a+rwX", folder.toString()).inheritIO().start().waitFor();
    }

    private static String script() {
        var lines = new ArrayList<String>();
        job.path("script").forEach(line -> lines.add(line.asText()));
        return String.join("\n", lines);
    }

    private static String image() throws Exception {
        try (var engine = DockerEngine.connect(System.getenv())) {
            return CourseImage.of(engine).digest();
        }
    }

    private Ended ended(List<String> command) throws IOException, InterruptedException {
        var log = work.resolve("job.log");
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the job does not end: " + Files.readString(log));
        }
        return new Ended(process.exitValue(), Files.readString(log));
    }
}
