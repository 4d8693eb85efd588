package gradebox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.assignments.AssignmentLoader;
import gradebox.assignments.Catalogue;
import gradebox.grading.Grader;
import gradebox.grading.GraderDefinition;
import gradebox.grading.GraderProvider;
import gradebox.grading.GraderReport;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Submission;
import gradebox.grading.Workbench;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code gradebox list} and {@code gradebox validate}. */
class AssignmentCommandsTest {
    private final AssignmentLoader loader = new AssignmentLoader(Set.of("source"));
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final SourceProvider provider = new SourceProvider();

    @TempDir Path root;

    @BeforeEach
    void ship() throws IOException {
        write(
                "mit-67960/hw1-backprop",
                """
                id: mit-67960/hw1-backprop
                title: Backpropagation by hand
                course: MIT 6.7960
                submission: {files: [solution.py]}
                graders: {files: {type: source, required: [solution.py]}}
                rubric:
                  - {check: files/required, points: 7.50}
                  - {check: files/imports, points: 2}
                """);
        write(
                "cs229br/hw0",
                """
                id: cs229br/hw0
                title: Warm-up
                course: CS 229br
                image: {dockerfile: Dockerfile}
                gpu: optional
                submission: {files: [net.py]}
                graders: {files: {type: source, required: [net.py]}}
                rubric: [{check: files/required, points: 10}]
                """);
        Files.writeString(folder("cs229br/hw0").resolve("Dockerfile"), "FROM scratch");
    }

    @Test
    void listShowsATable() {
        int exit = run(list());

        assertThat(out.toString())
                .isEqualTo(
                        """
                        ID                      POINTS  GPU       IMAGE       COURSE      TITLE
                        cs229br/hw0             10      optional  Dockerfile  CS 229br    Warm-up
                        mit-67960/hw1-backprop  9.50    none      cpu         MIT 6.7960  Backpropagation by hand
                        """);
        assertThat(exit).isZero();
    }

    @Test
    void listShowsJson() {
        int exit = run(list(), "--json");

        assertThat(out.toString())
                .isEqualTo(
                        """
                        [ {
                          "id" : "cs229br/hw0",
                          "title" : "Warm-up",
                          "course" : "CS 229br",
                          "points" : 10,
                          "gpu" : "optional",
                          "image" : "Dockerfile"
                        }, {
                          "id" : "mit-67960/hw1-backprop",
                          "title" : "Backpropagation by hand",
                          "course" : "MIT 6.7960",
                          "points" : 9.50,
                          "gpu" : "none",
                          "image" : "cpu"
                        } ]
                        """);
        assertThat(exit).isZero();
    }

    @Test
    void listLeavesOutWhatIsBrokenAndSaysSo() throws IOException {
        write("cs229br/hw0", "id: cs229br/hw0\n");

        int exit = run(list(), "--json");

        assertThat(out.toString()).contains("hw1-backprop").doesNotContain("hw0");
        assertThat(err.toString()).contains("hw0/assignment.yaml:1:1: `title` is missing");
        assertThat(exit).isEqualTo(4);
    }

    @Test
    void validateCountsChecksAndPoints() {
        int exit = run(validate(), "mit-67960/hw1-backprop", "cs229br/hw0");

        assertThat(out.toString())
                .isEqualTo(
                        """
                        mit-67960/hw1-backprop: ok: 2 checks, 9.50 points
                        cs229br/hw0: ok: 1 check, 10 points
                        """);
        assertThat(exit).isZero();
        assertThat(provider.closed).containsExactly("files", "files");
    }

    @Test
    void validatePrintsEveryProblem() throws IOException {
        write("cs229br/hw0", "id: 3\n");

        int exit = run(validate(), "cs229br/hw0", "cs229br/hw9", "mit-67960/hw1-backprop");

        assertThat(out.toString())
                .contains("assignment.yaml:1:1: `title` is missing")
                .contains("assignment.yaml:1:5: id: the number 3 stands where an id belongs")
                .contains("there is no assignment `cs229br/hw9`")
                .endsWith("mit-67960/hw1-backprop: ok: 2 checks, 9.50 points\n");
        assertThat(exit).isEqualTo(4);
    }

    @Test
    void validateAsksTheGraders() {
        provider.problems = List.of("no test stands for `imports`");

        int exit = run(validate(), "mit-67960/hw1-backprop");

        assertThat(out.toString())
                .isEqualTo("mit-67960/hw1-backprop: graders.files: no test stands for `imports`\n");
        assertThat(exit).isEqualTo(4);
    }

    @Test
    void validateNeedsAnAssignment() {
        assertThat(run(validate())).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required parameter: 'ASSIGNMENT'");
    }

    private ListCommand list() {
        return new ListCommand(new Catalogue(root), () -> loader);
    }

    private ValidateCommand validate() {
        return new ValidateCommand(
                new Catalogue(root), () -> loader, () -> Map.of("source", provider));
    }

    private int run(Object command, String... args) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }

    private Path folder(String id) {
        return root.resolve("assignments/catalogue").resolve(id);
    }

    private void write(String id, String yaml) throws IOException {
        Files.createDirectories(folder(id));
        Files.writeString(folder(id).resolve("assignment.yaml"), yaml);
    }

    /** Makes graders that grade nothing, and remembers which were closed. */
    private static final class SourceProvider implements GraderProvider {
        private final List<String> closed = new ArrayList<>();
        private List<String> problems = List.of();

        @Override
        public String type() {
            return "source";
        }

        @Override
        public Grader create(GraderDefinition definition) throws InvalidAssignmentException {
            if (!problems.isEmpty()) {
                throw new InvalidAssignmentException(problems);
            }
            return new Grader() {
                @Override
                public GraderReport grade(Submission submission, Workbench workbench) {
                    throw new UnsupportedOperationException("validate grades nothing");
                }

                @Override
                public void close() {
                    closed.add(definition.id());
                }
            };
        }
    }
}
