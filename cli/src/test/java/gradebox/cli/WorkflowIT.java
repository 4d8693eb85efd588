package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Runs the steps of the README's GitHub workflow, word for word, on clean clones of a student's
 * repository. What is not run is GitHub's own: {@code uses:}.
 */
class WorkflowIT {
    private static final String NAME = ".github/workflows/grade.yml";

    /** What the homework has of visible checks, the two of 0 points among them. */
    private static final int VISIBLE = 23;

    private static JsonNode workflow;

    @TempDir Path work;

    @BeforeAll
    static void readTheReadme() throws IOException {
        workflow = CiFile.read(NAME);
    }

    private GithubRunner runner(String solution) throws Exception {
        var repository = StudentRepository.make(work.resolve("origin"), solution);
        return new GithubRunner(workflow, work.resolve("runner"), repository);
    }

    @Test
    void aRightSolutionPasses() throws Exception {
        var runner = runner("reference");
        var ended = runner.job();

        assertThat(ended.code()).as(ended.log()).isZero();
        assertThat(ended.log())
                .contains("1 graded", "Neither shown nor counted here", "3 checks", "65/65")
                .doesNotContain("::error", "\u001b", "/70", "of 70");
        var suite = suite(uploaded(runner));
        assertThat(suite.getAttribute("name")).isEqualTo("submission");
        assertThat(suite.getAttribute("tests")).isEqualTo("" + VISIBLE);
        assertThat(suite.getAttribute("failures")).isEqualTo("0");
        assertThat(runner.summary()).content().contains("Backpropagation by hand", "| 65 | 65 |");
    }

    @Test
    void tooFewPointsFailTheJobAndEverythingIsTold() throws Exception {
        var runner = runner("starter");
        var ended = runner.job();

        assertThat(ended.code()).as(ended.log()).isEqualTo(6);
        assertThat(annotations(ended.log()))
                .hasSize(10)
                .anyMatch(line -> line.contains("linear_forward computes x w + b"));
        var xml = uploaded(runner);
        var suite = suite(xml);
        int failures = Integer.parseInt(suite.getAttribute("failures"));
        int skipped = Integer.parseInt(suite.getAttribute("skipped"));
        assertThat(failures).isGreaterThan(5);
        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(failures);
        assertThat(xml.getElementsByTagName("skipped").getLength()).isEqualTo(skipped);
        assertThat(names(xml))
                .hasSize(VISIBLE)
                .contains("linear_forward computes x w + b")
                .doesNotContain("train knows nothing before its first step"); // after_published
        assertThat(runner.summary()).content().contains("| 0 | 65 |", "NotImplementedError");
    }

    @Test
    void aRepositoryWithoutTheHomeworkIsNoClass() throws Exception {
        var ended = runner("").job();

        assertThat(ended.code()).as(ended.log()).isEqualTo(6);
        assertThat(ended.log()).contains("1 graded", "submission ");
    }

    @Test
    void theSecretSeedIsReadAndNeverTold() throws Exception {
        var seed = "5eed".repeat(16);
        var runner = runner("starter").with("ROOT_SEED", seed);
        var ended = runner.job();

        assertThat(ended.code()).as(ended.log()).isEqualTo(6);
        assertThat(ended.log()).doesNotContain("5eed5eed");
        assertThat(Files.readString(runner.summary())).doesNotContain("5eed5eed");
    }

    @Test
    void anInvalidAssignmentIsExitCode4() throws Exception {
        var broken = Files.createDirectory(work.resolve("broken"));
        Files.writeString(broken.resolve("assignment.yaml"), "id: course/hw\n");
        var ended = runner("reference").with("ASSIGNMENT", broken.toString()).job();

        assertThat(ended.code()).as(ended.log()).isEqualTo(4);
        assertThat(ended.log()).contains("assignment.yaml:1:1: ");
    }

    @Test
    void withoutAnEngineEveryStepIsExitCode5() throws Exception {
        var runner = runner("reference").with("DOCKER_HOST", "unix:///nowhere/docker.sock");
        var job = runner.job();
        var grade = runner.step("Grade");

        assertThat(job.code()).as(job.log()).isEqualTo(5);
        assertThat(grade.code()).as(grade.log()).isEqualTo(5);
        assertThat(grade.log()).contains("nowhere/docker.sock");
    }

    @Test
    void resultsThatAStudentHasCommittedAreNotBelieved() throws Exception {
        var repository = StudentRepository.make(work.resolve("origin"), "starter");
        repository.write("out/run.json", "{\"gradebox\": 1, \"assignment\": \"x\"}\n");
        repository.commit();
        var runner = new GithubRunner(workflow, work.resolve("runner"), repository);
        var copy = runner.workspace().resolve("submission");
        var ended =
                GradeboxProcess.start(
                                Main.class,
                                copy,
                                Map.of(),
                                "grade",
                                "mit-67960/hw1-backprop",
                                ".",
                                "--one",
                                "-o",
                                "out")
                        .await();

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("out lies in ., which is graded, and is not new");
    }

    private static List<String> annotations(String log) {
        return log.lines().filter(line -> line.startsWith("::error ")).toList();
    }

    /** Parse the file that the workflow uploads whatever happens. */
    private static Document uploaded(GithubRunner runner) throws Exception {
        var path = "";
        for (var step : workflow.at("/jobs/grade/steps")) {
            if (step.path("uses").asText().startsWith("actions/upload-artifact@")) {
                assertThat(step.path("if").asText()).isEqualTo("always()");
                path = step.at("/with/path").asText();
            }
        }
        return parsed(runner.workspace().resolve(path));
    }

    static Document parsed(Path xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml.toFile());
    }

    static Element suite(Document xml) {
        return (Element) xml.getElementsByTagName("testsuite").item(0);
    }

    private static List<String> names(Document xml) {
        var cases = xml.getElementsByTagName("testcase");
        var names = new ArrayList<String>();
        IntStream.range(0, cases.getLength())
                .forEach(i -> names.add(((Element) cases.item(i)).getAttribute("name")));
        return names;
    }
}
