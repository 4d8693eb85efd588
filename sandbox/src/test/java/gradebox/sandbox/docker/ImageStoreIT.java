package gradebox.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Limits;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Small images, really built. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageStoreIT {
    private DockerEngine engine;
    private final String name = "test-" + ProcessHandle.current().pid();
    private final List<String> steps = new ArrayList<>();
    private final Progress progress =
            new Progress() {
                @Override
                public void began(String step) {
                    steps.add(step);
                }

                @Override
                public void ended(String step, Duration took) {
                    assertThat(step).isEqualTo(steps.getLast());
                }

                @Override
                public void said(String line) {}
            };

    @BeforeAll
    void connect() throws Exception {
        engine = DockerEngine.connect(System.getenv());
    }

    @AfterAll
    void close() {
        engine.close();
    }

    @AfterEach
    void removeImages() {
        var mine = Map.of("gradebox.image", name);
        for (var image : engine.client().listImagesCmd().withLabelFilter(mine).exec()) {
            engine.client().removeImageCmd(image.getId()).withForce(true).exec();
        }
    }

    private ImageRecipe recipe(Path folder, String greeting) throws Exception {
        Files.writeString(
                folder.resolve("Dockerfile"),
                "ARG BASE=debian:trixie-slim\nFROM ${BASE}\nCOPY greeting /greeting\n");
        Files.writeString(folder.resolve("greeting"), greeting);
        return new ImageRecipe(name, folder);
    }

    @Test
    void buildsOnceAndOnlyOnce(@TempDir Path folder) throws Exception {
        var images = engine.images();
        var recipe = recipe(folder, "hello");
        assertThat(images.find(name)).isEmpty();

        var first = images.build(recipe, progress);
        assertThat(steps).isNotEmpty();
        steps.clear();
        var second = images.build(recipe, progress);

        assertThat(second).isEqualTo(first);
        assertThat(steps).isEmpty();
        assertThat(images.find(name)).contains(first);
    }

    @Test
    void anImageBuiltOnOursIsAnother(@TempDir Path folder, @TempDir Path other) throws Exception {
        var recipe = recipe(folder, "hello");
        var ours = engine.images().build(recipe, Progress.SILENT);
        Files.writeString(other.resolve("Dockerfile"), "FROM " + ours.name() + "\nLABEL a=b\n");
        String child;
        try (var command = engine.client().buildImageCmd(other.toFile())) {
            child = command.start().awaitImageId();
        }

        assertThat(child).isNotEqualTo(ours.digest());
        assertThat(engine.images().built(recipe)).contains(ours);
        assertThat(engine.images().find(name)).contains(ours);
        engine.client().removeImageCmd(child).exec(); // before what it is made on
    }

    @Test
    void theNameAndTheLabelsCarryTheIdentity(@TempDir Path folder) throws Exception {
        var recipe = recipe(folder, "hello");
        var image = engine.images().build(recipe, Progress.SILENT);
        var inspected = engine.client().inspectImageCmd(image.name()).exec();
        var labels = Objects.requireNonNull(inspected.getConfig()).getLabels();

        assertThat(image.recipe()).matches("[0-9a-f]{64}");
        assertThat(image.name())
                .isEqualTo("gradebox/" + name + ":" + image.recipe().substring(0, 12));
        assertThat(image.digest()).isEqualTo(inspected.getId()).startsWith("sha256:");
        assertThat(labels)
                .containsEntry("gradebox.recipe", recipe.hash())
                .containsEntry("gradebox.identity", image.recipe())
                .containsKey("gradebox.packages");
    }

    @Test
    void theSameRecipeBuiltAgainHasTheSameIdentity(@TempDir Path folder) throws Exception {
        var recipe = recipe(folder, "hello");
        var first = engine.images().build(recipe, Progress.SILENT);
        removeImages();
        var again = engine.images().build(recipe, Progress.SILENT);

        assertThat(again.recipe()).isEqualTo(first.recipe());
    }

    @Test
    void aChangedFileMakesAnotherImage(@TempDir Path folder) throws Exception {
        var first = engine.images().build(recipe(folder, "hello"), Progress.SILENT);
        var second = engine.images().build(recipe(folder, "good evening"), Progress.SILENT);

        assertThat(second.name()).isNotEqualTo(first.name());
        assertThat(read(second, "/greeting")).isEqualTo("good evening");
    }

    private String read(gradebox.sandbox.Image image, String file) throws Exception {
        var spec =
                new SandboxSpec(
                        "read", image, Limits.DEFAULT, GpuRequest.NONE, List.of(), Map.of());
        try (var sandboxes = engine.sandboxes()) {
            var result = sandboxes.run(spec, List.of("cat", file), Duration.ofSeconds(30), 100);
            return new String(result.output(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aBuildThatFailsShowsItsLastLines(@TempDir Path folder) throws Exception {
        var recipe = recipe(folder, "hello");
        var broken = "ARG BASE\nFROM ${BASE}\nRUN echo nearly there && exit 7\n";
        Files.writeString(folder.resolve("Dockerfile"), broken);

        assertThatThrownBy(() -> engine.images().build(recipe, Progress.SILENT))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("returned a non-zero code: 7")
                .hasMessageContaining("nearly there");
    }
}
