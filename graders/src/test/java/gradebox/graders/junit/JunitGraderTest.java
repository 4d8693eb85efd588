package gradebox.graders.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.graders.LocalBench;
import gradebox.grading.CheckResult;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.Outcome;
import gradebox.grading.Outcome.Reason;
import gradebox.grading.Workbench;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JunitGraderTest {
    private static final String SUITE =
            """
            import gradebox.graders.junit.*;
            import java.util.*;
            import org.junit.jupiter.api.Test;
            import static org.junit.jupiter.api.Assertions.*;

            class HalfSuite {
                static int runs;

                @Test void halves(Student student) {
                    student.call("half", 3).isCloseTo(1.5, 1e-9);
                }
                @Test void isLinear(Student student, Inputs inputs) {
                    double x = inputs.random().nextDouble();
                    assertEquals(2 * student.call("half", x).number(), student.call("half", 2 * x).number(), 1e-9);
                }
                @Test void countsObjects(Student student) {
                    StudentObject box = student.construct("Box", List.of(1, 2));
                    assertEquals(2, box.call("size").integer());
                    assertEquals(2, box.get("items").list().size());
                }
                @Test void undoes(Student student) {
                    Student other = student.elsewhere();
                    other.call("double", student.call("half", 5)).isCloseTo(5, 1e-9);
                }
                @Test void trips(Student student) {
                    Object nothing = student.call("half", 4).number() == 2 ? "fine" : null;
                    nothing.toString();
                }
                @Test void keepsNoStaticState(Student student) {
                    assertEquals(1, ++runs);
                }
            }
            """;
    private static final String[] CHECKS = {
        "halves", "isLinear", "countsObjects", "undoes", "trips", "keepsNoStaticState"
    };
    private static final String RIGHT =
            """
            def half(x): return x / 2
            def double(x): return x * 2
            class Box:
                def __init__(self, items): self.items = items
                def size(self): return len(self.items)
            """;

    @TempDir Path folder;
    private LocalBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new LocalBench(folder);
        bench.file("suite/HalfSuite.java", SUITE);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private Map<String, Outcome> grade(String code) throws Exception {
        var definition = bench.definition("half", "junit", "{\"suite\": \"suite\"}", CHECKS);
        try (var grader = new JunitProvider().create(definition)) {
            var report = grader.grade(bench.submission(code), bench.workbench());
            return report.results().stream()
                    .collect(
                            Collectors.toMap(
                                    result -> result.check().substring("half/".length()),
                                    CheckResult::outcome));
        }
    }

    @Test
    void passesARightSubmission() throws Exception {
        var outcomes = grade(RIGHT);
        assertThat(outcomes).hasSize(CHECKS.length);
        assertThat(outcomes.values()).containsOnly(new Outcome.Passed());
    }

    @Test
    void aSuiteThatDoesNotEndIsAbandonedAndItsAuthorsFault() throws Exception {
        bench.file(
                "endless/EndlessSuite.java",
                """
                import gradebox.graders.junit.Student;
                import org.junit.jupiter.api.Test;

                class EndlessSuite {
                    @Test void hangs(Student student) {
                        student.call("half", 3);
                        while (true) {
                            Thread.onSpinWait();
                            if (Thread.interrupted()) return;
                        }
                    }
                    @Test void goesOn(Student student) {
                        student.call("half", 3).isCloseTo(1.5, 1e-9);
                    }
                }
                """);
        var checks = new String[] {"hangs", "goesOn"};
        var definition = bench.definition("half", "junit", "{\"suite\": \"endless\"}", checks);
        var suite =
                CompiledSuite.compile(
                        definition.folder().resolve("endless"), SuiteCache.ofThisUser());
        var limit = Duration.ofSeconds(2);
        var grace = Duration.ofMillis(200);
        try (var grader = new JunitGrader(definition, suite, suite.methods(definition), grace)) {
            var results = grader.grade(bench.submission(RIGHT), bench.workbench(limit)).results();
            assertThat(results.get(0).outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Errored.class,
                            errored -> assertThat(errored.fault()).isEqualTo(Outcome.Fault.SUITE));
            assertThat(results.get(1).outcome()).isEqualTo(new Outcome.Passed());
        }
    }

    @Test
    void passesASecondSubmissionWithFreshStaticState() throws Exception {
        var definition = bench.definition("half", "junit", "{\"suite\": \"suite\"}", CHECKS);
        try (var grader = new JunitProvider().create(definition)) {
            for (int i = 0; i < 2; i++) {
                assertThat(grader.grade(bench.submission(RIGHT), bench.workbench()).results())
                        .extracting(CheckResult::outcome)
                        .containsOnly(new Outcome.Passed());
            }
        }
    }

    @Test
    void tellsTheStudentWhatWasWrong() throws Exception {
        var wrongKind = grade(RIGHT.replace("x / 2", "x / 2 if x > 3 else [x]"));
        assertThat(wrongKind.get("halves"))
                .isEqualTo(
                        new Outcome.Failed(
                                Reason.WRONG, "half(…) should be a number, and is a list of 1"));
        assertThat(grade(RIGHT.replace("x / 2", "x // 2")).get("halves"))
                .isEqualTo(
                        new Outcome.Failed(
                                Reason.WRONG,
                                "half(…) should be 1.50000 within 2.50000e-09, and is 1"));
    }

    @Test
    void failsANumberThatIsNaN() throws Exception {
        assertThat(grade(RIGHT.replace("x / 2", "float('nan')")).get("halves"))
                .isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void tellsWhatIsMissing() throws Exception {
        var outcomes = grade("def half(x): return x / 2");
        assertThat(outcomes.get("undoes"))
                .isEqualTo(new Outcome.Failed(Reason.MISSING, "Your submission has no `double`."));
        assertThat(outcomes.get("halves")).isEqualTo(new Outcome.Passed());
    }

    @Test
    void anExceptionOfTheSuitesIsTheAuthors() throws Exception {
        assertThat(grade(RIGHT.replace("x / 2", "x / 3")).get("trips"))
                .isInstanceOfSatisfying(
                        Outcome.Errored.class,
                        errored -> {
                            assertThat(errored.fault()).isEqualTo(Outcome.Fault.SUITE);
                            assertThat(errored.cause()).contains("NullPointerException");
                        });
    }

    @Test
    void anEngineThatFailsBetweenChecksIsNobodysFault() throws Exception {
        var definition = bench.definition("half", "junit", "{\"suite\": \"suite\"}", CHECKS);
        var usual = bench.workbench();
        try (var engine = new FailsLater(usual.sandboxes());
                var grader = new JunitProvider().create(definition)) {
            var other =
                    new Workbench(
                            engine,
                            usual.image(),
                            usual.limits(),
                            usual.perCheck(),
                            usual.gpu(),
                            usual.entry(),
                            usual.runtime(),
                            usual.data(),
                            usual.seeds());
            var crashing =
                    bench.submission(RIGHT.replace("return x / 2", "import os; os._exit(1)"));
            assertThatThrownBy(() -> grader.grade(crashing, other))
                    .isInstanceOf(SandboxException.class)
                    .hasMessage("the engine has gone");
        }
    }

    /** Opens the first sandbox, and no other. */
    private static final class FailsLater implements SandboxFactory {
        private final SandboxFactory factory;
        private boolean opened;

        FailsLater(SandboxFactory factory) {
            this.factory = factory;
        }

        @Override
        public String engine() {
            return factory.engine();
        }

        @Override
        public Sandbox open(SandboxSpec spec, List<String> argv)
                throws SandboxException, InterruptedException {
            if (opened) {
                throw new SandboxException("the engine has gone");
            }
            opened = true;
            return factory.open(spec, argv);
        }

        @Override
        public void close() {
            // the bench closes what it made
        }
    }

    @Test
    void everyCheckFailsWhereTheImportDoes() throws Exception {
        var raised =
                """
                Importing your submission raised RuntimeError: no

                solution.py, line 2, in <module>
                    raise RuntimeError('no')""";
        assertThat(grade("import os\nraise RuntimeError('no')").values())
                .hasSize(CHECKS.length)
                .containsOnly(new Outcome.Failed(Reason.RAISED, raised));
        assertThat(grade("import surely_not_there").values())
                .containsOnly(new Outcome.MissingPackage("surely_not_there"));
    }

    @Test
    void refusesASuiteThatDoesNotCompile() throws Exception {
        bench.file("suite/HalfSuite.java", "class HalfSuite { int x = ; }");
        var definition = bench.definition("half", "junit", "{\"suite\": \"suite\"}");
        assertThatThrownBy(() -> new JunitProvider().create(definition))
                .isInstanceOf(InvalidAssignmentException.class)
                .hasMessageMatching(".*HalfSuite.java:1: illegal start of expression");
    }

    @Test
    void refusesATestWithoutALineAndALineWithoutATest() throws Exception {
        var checks = CHECKS.clone();
        checks[5] = "quarters";
        var definition = bench.definition("half", "junit", "{\"suite\": \"suite\"}", checks);
        assertThatThrownBy(() -> new JunitProvider().create(definition))
                .isInstanceOfSatisfying(
                        InvalidAssignmentException.class,
                        e ->
                                assertThat(e.problems())
                                        .isEqualTo(
                                                List.of(
                                                        "the rubric names half/quarters, and the suite has no such test",
                                                        "the suite has the test keepsNoStaticState, and the rubric does not name half/keepsNoStaticState")));
    }
}
