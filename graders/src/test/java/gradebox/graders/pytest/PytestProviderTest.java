package gradebox.graders.pytest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gradebox.graders.LocalBench;
import gradebox.grading.GraderProvider;
import gradebox.grading.InvalidAssignmentException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PytestProviderTest {
    private static final String SEPARATE = "{\"suite\": \"tests/\"}";
    private static final String INSIDE = "{\"suite\": \"tests/\", \"isolation\": \"in-process\"}";

    @TempDir Path folder;
    private LocalBench bench;

    @BeforeEach
    void open() throws Exception {
        bench = new LocalBench(folder);
        bench.file("tests/test_a.py", "def test_one(): pass\ndef test_two(): pass");
        bench.file("tests/helper.py", "def test_no_test(): pass");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private List<String> problems(String settings, String... checks) throws Exception {
        var definition = bench.definition("t", "pytest", settings, checks);
        var refused =
                catchThrowableOfType(
                        InvalidAssignmentException.class,
                        () -> new PytestProvider().create(definition).close());
        return refused == null ? List.of() : refused.problems();
    }

    @Test
    void isFoundByItsType() {
        assertThat(ServiceLoader.load(GraderProvider.class))
                .anySatisfy(provider -> assertThat(provider.type()).isEqualTo("pytest"));
    }

    @Test
    void takesARubricThatNamesEachTest() throws Exception {
        assertThat(problems(SEPARATE, "test_one", "test_two")).isEmpty();
        assertThat(problems(INSIDE, "test_one", "test_a.test_two")).isEmpty();
        assertThat(problems("{\"suite\": \"tests/helper.py\"}", "test_no_test")).isEmpty();
    }

    @Test
    void refusesATestWithoutALineAndALineWithoutATest() throws Exception {
        assertThat(problems(SEPARATE, "test_one", "test_three"))
                .containsExactly(
                        "the rubric names t/test_three, and the suite has no such test",
                        "the suite has the test test_two (test_a.py), and the rubric does not name"
                                + " t/test_two");
    }

    @Test
    void asksWhichWhereTwoTestsHaveOneName() throws Exception {
        bench.file("tests/sub/test_b.py", "class TestB:\n    def test_one(self): pass");

        assertThat(problems(SEPARATE, "test_one", "test_two"))
                .containsExactly(
                        "the rubric names t/test_one, and the suite has several such tests; name"
                                + " sub/test_b.py, test_a.test_one"
                                        .replace("sub/test_b.py", "TestB.test_one"));
        assertThat(problems(SEPARATE, "TestB.test_one", "test_a.test_one", "test_two")).isEmpty();
    }

    @Test
    void aSuiteThatIsToBringItsChecksNeedsNoRubric() throws Exception {
        assertThat(problems(INSIDE)).isEmpty();
        assertThat(problems(SEPARATE)).hasSize(2);
    }

    @Test
    void refusesASuiteThatIsNotThereOrEmpty() throws Exception {
        bench.file("empty/helper.py", "def test_no_test(): pass");

        assertThat(problems("{\"suite\": \"nowhere\"}"))
                .singleElement()
                .asString()
                .startsWith("t: the suite ")
                .endsWith("nowhere is not there");
        assertThat(problems("{\"suite\": \"empty\"}"))
                .singleElement()
                .asString()
                .endsWith("empty has no file of tests: test*.py or *_test.py");
    }
}
