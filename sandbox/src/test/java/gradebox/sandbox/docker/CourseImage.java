package gradebox.sandbox.docker;

import gradebox.sandbox.Image;
import gradebox.sandbox.SandboxException;

/** Find the image that the integration tests run in: the one that ships. */
public final class CourseImage {
    private CourseImage() {}

    /** Return the image; a machine without it fails the tests, and says what to do. */
    public static Image of(DockerEngine engine) throws SandboxException, InterruptedException {
        return engine.images()
                .find("cpu")
                .orElseThrow(
                        () ->
                                new AssertionError(
                                        "the image gradebox/cpu is not built here: run mvn verify -Psetup"));
    }
}
