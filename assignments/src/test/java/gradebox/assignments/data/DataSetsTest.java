package gradebox.assignments.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.assignments.Assignment;
import gradebox.assignments.Assignment.DataDefinition;
import gradebox.assignments.Assignment.DataDefinition.Brought;
import gradebox.assignments.Assignment.DataDefinition.Generated;
import gradebox.assignments.Assignment.DataDefinition.Source;
import gradebox.assignments.Assignment.GpuNeed;
import gradebox.grading.DataSet;
import gradebox.grading.InvalidAssignmentException;
import gradebox.grading.PythonRuntime;
import gradebox.grading.Rubric;
import gradebox.grading.Seeds;
import gradebox.grading.Workbench;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.LocalProcessFactory;
import gradebox.sandbox.call.Npz;
import gradebox.sandbox.call.Value;
import gradebox.sandbox.call.Value.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSetsTest {
    private static final String ROOT = "00112233445566778899aabbccddeeff";
    private static final Workbench.Entry ENTRY =
            new Workbench.Entry(
                    "solution", List.of("surely_not_there"), Workbench.ProcessPer.CHECK);
    private static final Map<String, Array> X = Map.of("X", Array.ofDoubles(List.of(2L), 1.5, 2.5));
    private static final Map<String, Array> Y = Map.of("y", Array.ofLongs(List.of(2L), 0, 1));
    private static final String GENERATOR =
            """
            import random

            def generate(seed):
                draw = random.Random(seed)
                return {"train": {"x": draw.random()},
                        "inputs": {"x": draw.random(), "name": "points"},
                        "hidden": {"entropy": 0.5}}
            """;

    @TempDir Path folder;
    private final LocalProcessFactory factory = new LocalProcessFactory();

    @BeforeEach
    void stage() throws Exception {
        PythonRuntime.stage(folder.resolve("runtime"));
    }

    @AfterEach
    void close() {
        factory.close();
    }

    private DataSet load(DataDefinition definition, String root) throws Exception {
        var sets = new DataSets().load(assignment(List.of(definition)), bench(root));
        assertThat(sets).hasSize(1);
        assertThat(sets.getFirst().id()).isEqualTo("points");
        return sets.getFirst();
    }

    private Workbench bench(String root) {
        return new Workbench(
                factory,
                new Image("none", "sha256:none", ""),
                Limits.DEFAULT,
                Duration.ofSeconds(10),
                GpuRequest.NONE,
                ENTRY,
                folder.resolve("runtime"),
                List.of(),
                Seeds.of(root));
    }

    private DataSet load(DataDefinition definition) throws Exception {
        return load(definition, ROOT);
    }

    private Assignment assignment(List<DataDefinition> definitions) {
        return new Assignment(
                "course/hw",
                "Homework",
                "Course",
                folder,
                "digest",
                new Assignment.ImageChoice.Bundled("cpu"),
                Limits.DEFAULT,
                Duration.ofSeconds(10),
                new GpuNeed(GpuNeed.Need.NONE, 0),
                new Assignment.SubmissionRules(List.of("solution.py"), List.of(), ENTRY, 1 << 20),
                definitions,
                List.of(),
                new Rubric(List.of()),
                List.of(),
                Assignment.Solutions.NONE);
    }

    private Generated generator(String code) throws Exception {
        return generator("points", code);
    }

    private Generated generator(String id, String code) throws Exception {
        var file = folder.resolve("data").resolve(id + ".py");
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(file, code);
        return new Generated(id, file);
    }

    private Source file(String name, Map<String, Array> arrays) throws Exception {
        byte[] bytes = Npz.write(arrays);
        return new Source(Files.write(folder.resolve(name), bytes), DigestUtils.sha256Hex(bytes));
    }

    private void assertInvalid(DataDefinition definition, String problem) {
        assertThatThrownBy(() -> load(definition))
                .isInstanceOf(InvalidAssignmentException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void filesWithTheRightHashAreRead() throws Exception {
        var set =
                load(
                        new Brought(
                                "points",
                                file("train.npz", X),
                                file("in.npz", X),
                                file("h.npz", Y)));
        assertThat(set.train()).isEqualTo(X);
        assertThat(set.inputs()).isEqualTo(X);
        assertThat(set.hidden()).isEqualTo(Y);
    }

    @Test
    void tensorsAreTensorsAndTheOthersArrays() throws Exception {
        var files = List.of(file("train.npz", X), file("in.npz", X));
        var set = load(new Brought("points", files.get(0), files.get(1), null, List.of("train.X")));
        assertThat(set.train().get("X"))
                .isInstanceOfSatisfying(
                        Value.Array.class, array -> assertThat(array.tensor()).isTrue());
        assertThat(set.inputs()).isEqualTo(X);
        assertInvalid(
                new Brought("points", null, files.get(1), null, List.of("inputs.z")),
                "data.points.tensors: there is no array inputs.z");
    }

    @Test
    void onlyInputsMustBeThere() throws Exception {
        var set = load(new Brought("points", null, file("in.npz", X), null));
        assertThat(set.train()).isEmpty();
        assertThat(set.hidden()).isEmpty();
        assertThat(set.inputs()).isEqualTo(X);
    }

    @Test
    void theDigestIsThatOfTheArraysInTheirParts() throws Exception {
        String digest = load(new Brought("points", null, file("a.npz", X), null)).digest();
        assertThat(load(new Brought("points", null, file("b.npz", X), null)).digest())
                .isEqualTo(digest)
                .matches("[0-9a-f]{64}");
        assertThat(load(new Brought("points", null, file("c.npz", Y), null)).digest())
                .isNotEqualTo(digest);
        assertThat(
                        load(new Brought("points", file("d.npz", X), file("e.npz", Map.of()), null))
                                .digest())
                .isNotEqualTo(digest);
    }

    @Test
    void aFileWithAnotherHashIsRefused() throws Exception {
        var right = file("in.npz", X);
        var wrong = new Source(right.path(), "0".repeat(64));
        assertInvalid(
                new Brought("points", null, wrong, null),
                "in.npz: has the SHA-256 " + right.sha256() + ", not " + "0".repeat(64));
        Files.write(right.path(), new byte[] {0}, java.nio.file.StandardOpenOption.APPEND);
        assertInvalid(new Brought("points", null, right, null), "in.npz: has the SHA-256 ");
    }

    @Test
    void aFileThatIsNoNpzOrMissingIsRefused() throws Exception {
        byte[] bytes = {1, 2, 3};
        var none =
                new Source(
                        Files.write(folder.resolve("a.npz"), bytes), DigestUtils.sha256Hex(bytes));
        assertInvalid(
                new Brought("points", null, none, null),
                "a.npz: is a file that is no .npz archive");
        var missing = new Source(folder.resolve("b.npz"), "0".repeat(64));
        assertInvalid(new Brought("points", null, missing, null), "b.npz: cannot be read");
    }

    @Test
    void aGeneratorGivesItsThreeParts() throws Exception {
        var set = load(generator(GENERATOR));
        assertThat(set.train()).containsOnlyKeys("x");
        assertThat(set.inputs())
                .containsOnlyKeys("x", "name")
                .containsEntry("name", new Value.Text("points"));
        assertThat(set.hidden()).isEqualTo(Map.of("entropy", new Value.Real(0.5)));
    }

    @Test
    void generatorsRunSideBySideAndTheirSetsComeInOrder() throws Exception {
        String waits =
                """
                import os, time

                def generate(seed):
                    end = time.monotonic() + 20
                    while not os.path.exists("SIGN"):
                        if time.monotonic() > end:
                            raise RuntimeError("the other did not come")
                        time.sleep(0.01)
                    return {"inputs": {"x": 1}}
                """;
        String comes =
                """
                def generate(seed):
                    open("SIGN", "w").close()
                    return {"inputs": {"x": 2}}
                """;
        var sign = folder.resolve("sign");
        List<DataDefinition> both =
                List.of(
                        generator("first", waits.replace("SIGN", sign.toString())),
                        generator("second", comes.replace("SIGN", sign.toString())));

        assertThat(new DataSets().load(assignment(both), bench(ROOT)))
                .extracting(DataSet::id)
                .containsExactly("first", "second");
    }

    @Test
    void theFaultOfOneOfSeveralGeneratorsIsTold() throws Exception {
        List<DataDefinition> both =
                List.of(
                        generator("good", GENERATOR),
                        generator("bad", "def generate(seed): return 3"));

        assertThatThrownBy(() -> new DataSets().load(assignment(both), bench(ROOT)))
                .isInstanceOf(InvalidAssignmentException.class)
                .hasMessageContaining("bad.py: generate(seed) should be a dict");
    }

    @Test
    void partsMayBeLeftOut() throws Exception {
        var set = load(generator("def generate(seed): return {'inputs': {'x': 1}}"));
        assertThat(set.train()).isEmpty();
        assertThat(set.hidden()).isEmpty();
    }

    @Test
    void theSameRootSeedGivesTheSameDigestAndAnotherAnother() throws Exception {
        var definition = generator(GENERATOR);
        var first = load(definition);
        assertThat(load(definition)).isEqualTo(first);
        var other = load(definition, "ffeeddccbbaa99887766554433221100");
        assertThat(other.digest()).isNotEqualTo(first.digest());
        assertThat(other.train()).isNotEqualTo(first.train());
    }

    @Test
    void aGeneratorThatRaisesIsNamedWithItsLine() throws Exception {
        var definition = generator("def generate(seed):\n    raise ValueError('no')");
        assertInvalid(definition, "data/points.py: generate(seed) raised ValueError: no");
        assertInvalid(definition, "points.py, line 2, in generate");
        assertInvalid(generator("x = 1"), "generate(seed) raised NoSuchName: generate");
        assertInvalid(generator("import os\nos._exit(3)"), "generate(seed) gave no answer");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|generate(seed) should be a dict, and is a list of 1",
                "None|generate(seed) should be a dict, and is None",
                "{'test': {'x': 1}}|returns train, inputs and hidden, not test",
                "{'inputs': 3}|inputs should be a dict, and is an int",
                "{'inputs': {1: 2}}|inputs should hold arrays, numbers or strings by name",
                "{3: {}}|generate(seed) should hold arrays, numbers or strings by name",
                "{'inputs': {'x': object()}}|inputs should hold arrays, numbers or strings by name",
            })
    void whatIsNoDataSetIsRefused(String value, String problem) throws Exception {
        assertInvalid(generator("def generate(seed): return " + value), problem);
    }

    @Test
    void aGeneratorSeesNoOtherFile() throws Exception {
        var definition =
                generator(
                        """
                        import os

                        def generate(seed):
                            folder = os.path.dirname(os.path.abspath(__file__))
                            return {"inputs": {"beside": ",".join(sorted(os.listdir(folder)))}}
                        """);
        Files.writeString(folder.resolve("data/secret.py"), "");
        assertThat(load(definition).inputs())
                .isEqualTo(Map.of("beside", new Value.Text("points.py")));
    }

    @Test
    void noCopyOfAGeneratorStaysBehind() throws Exception {
        var definition =
                generator(
                        """
                        import os

                        def generate(seed):
                            return {"inputs": {"where": os.path.dirname(os.path.abspath(__file__))}}
                        """);
        assertThat(load(definition).inputs().get("where"))
                .isInstanceOfSatisfying(
                        Value.Text.class,
                        where -> assertThat(Path.of(where.value())).doesNotExist());
    }
}
