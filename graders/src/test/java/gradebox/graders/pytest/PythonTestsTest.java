package gradebox.graders.pytest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PythonTestsTest {
    private static List<String> certain(String source) {
        return PythonTests.of("test_it.py", source).certain().stream()
                .map(test -> test.owner() + "." + test.function())
                .toList();
    }

    @Test
    void findsFunctionsAndMethods() {
        assertThat(
                        certain(
                                """
                                import pytest

                                def test_one(): pass

                                @pytest.mark.parametrize("n", [1, 2])
                                async def test_two(n):
                                    def test_inner(): pass

                                def helper(): pass

                                class TestThree:
                                    '''Says def test_not(): pass'''

                                    def test_four(self): pass
                                    def help(self): pass

                                class Five(unittest.TestCase):
                                    def setUp(self): pass
                                    def test_six(self): pass

                                class Seven:
                                    def test_no(self): pass
                                """))
                .containsExactly(".test_one", ".test_two", "TestThree.test_four", "Five.test_six");
    }

    @Test
    void stringsAndCommentsHoldNoTests() {
        assertThat(
                        certain(
                                """
                                TEXT = \"""
                                def test_in_text(): pass
                                \"""
                                OTHER = 'it\\'s # no comment'
                                # def test_in_comment(): pass
                                s = "a \\
                                def test_continued(): pass"
                                def test_after(): pass
                                """))
                .containsExactly(".test_after");
    }

    @Test
    void whatDependsIsPossibleOnly() {
        var tests =
                PythonTests.of(
                        "test_it.py",
                        """
                        if sys.platform == "linux":
                            def test_maybe(): pass
                        test_made = make()
                        class Base:
                            def test_inherited(self): pass
                        """);
        assertThat(tests.certain()).isEmpty();
        assertThat(tests.possible()).contains("test_maybe", "test_made", "test_inherited");
    }

    @Test
    void aTestIsNamedByTheShortestFormThatNoOtherHas() {
        var alone = new TestKey("sub/test_a.py", "TestX", "test_alone");
        var one = new TestKey("sub/test_a.py", "TestX", "test_both");
        var other = new TestKey("test_b.py", "", "test_both");
        var twin = new TestKey("other/test_a.py", "TestX", "test_both");

        assertThat(alone.nameAmong(List.of(alone, one))).isEqualTo("test_alone");
        assertThat(one.nameAmong(List.of(one, other))).isEqualTo("TestX.test_both");
        assertThat(other.nameAmong(List.of(one, other))).isEqualTo("test_b.test_both");
        assertThat(one.nameAmong(List.of(one, twin))).isEqualTo("sub/test_a.py::TestX.test_both");
    }

    @Test
    void sourceThatIsNoPythonIsReadToItsEnd() {
        assertThat(certain("'\"\n'''\\")).isEmpty();
        assertThat(certain("def test_a(")).containsExactly(".test_a");
    }
}
