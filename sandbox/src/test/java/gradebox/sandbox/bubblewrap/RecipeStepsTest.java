package gradebox.sandbox.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.docker.ImageRecipe;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeStepsTest {

    @Test
    void readsTheRecipeThatShips() throws Exception {
        var folder = Path.of(System.getProperty("gradebox.home"), "sandbox/images/cpu");
        var steps = RecipeSteps.read(ImageRecipe.in(folder));

        assertThat(steps.commands()).hasSize(1);
        assertThat(steps.commands().getFirst())
                .startsWith("apt-get update")
                .contains("python3-torch")
                .endsWith("/tmp/*")
                .doesNotContain("\\");
        assertThat(steps.environment()).containsOnlyKeys("PYTHONDONTWRITEBYTECODE");
    }

    @Test
    void joinsLinesAndLeavesOutComments() throws Exception {
        var steps =
                RecipeSteps.parse(
                        """
                        # a comment
                        ARG BASE=debian:trixie-slim
                        FROM ${BASE}
                        RUN one \\
                        # in between
                         && two
                        RUN three
                        ENV A=b
                        CMD ["python3"]
                        """);

        assertThat(steps.commands()).containsExactly("one  && two", "three");
        assertThat(steps.environment()).containsEntry("A", "b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY a /a",
                "FROM ubuntu",
                "ARG OTHER=1",
                "RUN [\"sh\"]",
                "RUN --mount=x y",
                "ENV A=\"b c\"",
                "USER root"
            })
    void whatOnlyAnEngineCanDoIsRefused(String line) {
        assertThatThrownBy(() -> RecipeSteps.parse(line))
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining(line);
    }
}
