package gradebox.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.assignments.Assignment;
import gradebox.grading.Check;
import gradebox.grading.GraderDefinition;
import gradebox.grading.Visibility;
import gradebox.run.Homework;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OneCheckTest {
    private static final List<Check> CHECKS =
            List.of(
                    check("files/there"),
                    check("layers/forward", "files/there"),
                    check("layers/backward", "layers/forward"),
                    check("model/accuracy", "layers/backward"),
                    check("style/names"));

    private static Check check(String id, String... requires) {
        return new Check(
                id, id, BigDecimal.ONE, "", Visibility.VISIBLE, List.of(), List.of(requires));
    }

    private static Assignment assignment() {
        return Homework.of(
                CHECKS,
                Stream.of("style", "files", "layers", "model", "own")
                        .map(id -> Homework.grader(id, "pretended", CHECKS))
                        .toList());
    }

    private static List<String> graders(String check) {
        return OneCheck.of(assignment(), check).graders().stream()
                .map(GraderDefinition::id)
                .toList();
    }

    @Test
    void aCheckNeedsItsWholeGraderAndThoseOfWhatItRequires() {
        assertThat(graders("style/names")).containsExactly("style");
        assertThat(graders("layers/backward")).containsExactly("files", "layers");
        assertThat(graders("model/accuracy")).containsExactly("files", "layers", "model");
        assertThat(OneCheck.of(assignment(), "layers/backward").rubric().checks())
                .extracting(Check::id)
                .containsExactly("files/there", "layers/forward", "layers/backward");
    }

    @Test
    void aSuiteMayHaveBroughtTheCheckAlong() {
        assertThat(graders("own/test_that_no_rubric_names")).containsExactly("own");
    }

    @Test
    void whatNoGraderMakesIsRefused() {
        assertThatThrownBy(() -> graders("submission/opens"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
