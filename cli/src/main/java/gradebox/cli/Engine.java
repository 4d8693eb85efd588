package gradebox.cli;

import gradebox.assignments.Assignment.ImageChoice;
import gradebox.sandbox.Image;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import java.util.List;

/** Hold what runs sandboxes, and the images that it has. */
interface Engine extends AutoCloseable {

    SandboxFactory sandboxes();

    /**
     * Find the image that an assignment asks for.
     *
     * @throws gradebox.sandbox.EngineUnavailableException if the engine has none; says what to run
     */
    Image image(ImageChoice choice) throws SandboxException, InterruptedException;

    /** Build an image that ships, unless it is there already. */
    Image build(String name, Steps steps)
            throws SandboxException, UsageException, InterruptedException;

    /** Return the images that gradebox has built here. */
    List<Image> images() throws SandboxException, InterruptedException;

    @Override
    void close();
}
