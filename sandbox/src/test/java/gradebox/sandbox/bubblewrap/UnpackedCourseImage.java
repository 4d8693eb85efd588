package gradebox.sandbox.bubblewrap;

import gradebox.sandbox.Image;
import gradebox.sandbox.docker.DockerEngine;
import gradebox.sandbox.docker.ImageRecipe;
import gradebox.sandbox.docker.Progress;
import java.nio.file.Path;

/** Find the image that the integration tests run in, unpacked from the Docker engine if need be. */
public final class UnpackedCourseImage {
    private UnpackedCourseImage() {}

    /** Return the image; a machine without it fails the tests, and says what to do. */
    public static Image of(BubblewrapEngine engine) throws Exception {
        var home = Path.of(System.getProperty("gradebox.home"));
        var recipe = ImageRecipe.in(home.resolve("sandbox/images/cpu"));
        try (var docker = DockerEngine.connect(System.getenv())) {
            return engine.images(docker)
                    .built(recipe, Progress.SILENT)
                    .orElseThrow(
                            () ->
                                    new AssertionError(
                                            "the image gradebox/cpu is not built here: run mvn verify -Psetup"));
        }
    }
}
