package gradebox.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SuiteSplitTest {
    private final List<SuiteSource> files = new ArrayList<>();

    private SuiteSource file(String path, String... lines) {
        var text = String.join("\n", lines) + "\n";
        var source = SuiteSource.of(path, text.getBytes(StandardCharsets.UTF_8));
        files.add(source);
        return source;
    }

    private SuiteSplit.Shown shown(Set<String> hidden, SuiteSource... tests) {
        return new SuiteSplit(files, hidden).shown(List.of(tests));
    }

    @Test
    void whatVisibleTestsNeedGoesOutAndNothingElse() {
        file("conftest.py", "import shapes");
        file("shapes.py", "import numpy");
        file("unused.py", "SECRET = 3");
        file("notes.txt", "for staff");
        var test =
                file("test_a.py", "from helpers.draw import line", "def test_a(): open('a.npz')");
        file("a.npz");
        file("b.npz");
        file("helpers/__init__.py");
        file("helpers/draw.py", "line = 1");

        assertThat(shown(Set.of(), test).files())
                .containsExactly(
                        "a.npz",
                        "conftest.py",
                        "helpers/__init__.py",
                        "helpers/draw.py",
                        "shapes.py",
                        "test_a.py");
    }

    @Test
    void aFileThatHoldsOrNeedsWhatIsHiddenStaysOut() {
        var mixed = file("test_a.py", "def test_a(): pass", "def test_hidden(): pass");
        var needy = file("test_b.py", "import test_a", "def test_b(): pass");
        var inherits = file("test_c.py", "from base import Base", "def test_c(): pass");
        file("base.py", "class Base:", "    def test_hidden(self): pass");
        var speaks = file("test_d.py", "# easier than test_hidden", "def test_d(): pass");
        var open = file("test_e.py", "def test_e(): pass");

        assertThat(shown(Set.of("test_hidden"), mixed, needy, inherits, speaks, open).files())
                .containsExactly("test_e.py");
    }

    @Test
    void whatHiddenTestsAloneUseStaysOutAndWhatTheyShareIsTold() {
        var open = file("test_a.py", "import shared", "def test_a(): pass");
        file("test_h.py", "import shared, own", "def test_hidden(): pass");
        file("shared.py", "x = 1");
        file("own.py", "ANSWERS = [1, 2]");

        var shown = shown(Set.of("test_hidden"), open);
        assertThat(shown.files()).containsExactly("shared.py", "test_a.py");
        assertThat(shown.shared()).containsExactly("shared.py");
    }

    @Test
    void dataThatHiddenTestsReadStayOutWithTheTestsThatReadThemToo() {
        var both = file("test_a.py", "def test_a(): load('cases.json')");
        var through = file("test_b.py", "def test_b(): load('more.json')");
        var open = file("test_c.py", "def test_c(): load('own.json')");
        file("test_h.py", "import reader", "def test_hidden(): load('cases.json')");
        file("reader.py", "load('more.json')");
        file("cases.json");
        file("more.json");
        file("own.json");

        assertThat(shown(Set.of("test_hidden"), both, through, open).files())
                .containsExactly("own.json", "test_c.py");
    }

    @Test
    void javaTypesAreFoundByNameButNotInComments() {
        var test = file("LayersSuite.java", "/* not Other */ class LayersSuite {", "Line x; }");
        file("Line.java", "record Line(int a) {}");
        file("Other.java", "final class Other {}");
        file("Two.java", "class Two {}", "class Line2 {}");

        assertThat(shown(Set.of(), test).files()).containsExactly("LayersSuite.java", "Line.java");
    }

    @Test
    void definitionsAreToldFromCalls() {
        var java =
                file(
                        "A.java",
                        "@Test void one(Student s) {}",
                        "int x() { return two(3); }",
                        "// void three() {}");
        assertThat(java.defines("one")).isTrue();
        assertThat(java.defines("two")).isFalse();
        assertThat(java.defines("three")).isFalse();
        var python = file("test_a.py", "def test_one(x):", "    test_two()", "test_three = make()");
        assertThat(python.defines("test_one")).isTrue();
        assertThat(python.defines("test_two")).isFalse();
        assertThat(python.defines("test_three")).isTrue();
    }

    @Test
    void aHiddenTestThatNoFileNamesIsTold() {
        file("test_a.py", "for n in range(3): globals()['test_%d' % n] = f");
        assertThat(new SuiteSplit(files, Set.of("test_1")).nowhere(List.of("test_1")))
                .containsExactly("test_1");
    }
}
