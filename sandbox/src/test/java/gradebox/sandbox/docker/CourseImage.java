package gradebox.sandbox.docker;

import gradebox.sandbox.Image;
import java.io.IOException;
import java.nio.file.Path;

/** Find the image that the integration tests run in: the one that ships. */
public final class CourseImage {
    private CourseImage() {}

    /** Return the image; a machine without it fails the tests, and says what to do. */
    public static Image of(DockerEngine engine) throws IOException, InterruptedException {
        var home = Path.of(System.getProperty("gradebox.home"));
        return engine.images()
                .built(ImageRecipe.in(home.resolve("sandbox/images/cpu")))
                .orElseThrow(
                        () ->
                                new AssertionError(
                                        "the image gradebox/cpu is not built here: run mvn verify -Psetup"));
    }
}
