package gradebox.sandbox.docker;

import gradebox.sandbox.Image;
import java.nio.file.Path;

/** Provide the image that the integration tests run in: the CPU recipe's, built where missing. */
final class CourseImage {
    private CourseImage() {}

    static Image of(DockerEngine engine) throws Exception {
        var home = Path.of(System.getProperty("gradebox.home", ".."));
        var recipe = ImageRecipe.in(home.resolve("sandbox/images/cpu"));
        return engine.images().build(recipe, Progress.SILENT);
    }
}
