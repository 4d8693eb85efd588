package gradebox.cli;

import gradebox.assignments.Assignment.ImageChoice;
import gradebox.sandbox.Image;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.docker.EngineFacts;
import gradebox.sandbox.docker.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Hold what runs sandboxes, and the images that it has. */
interface Engine extends AutoCloseable {

    /** Return the source of all of a run's sandboxes, the same each time. */
    SandboxFactory sandboxes();

    /** Say in one line what this is. */
    default String description() {
        return sandboxes().engine();
    }

    /** Say what would make a degraded engine whole. */
    default String advice() {
        return "give this machine's kernel control groups for memory and CPU time";
    }

    /**
     * Return how many processors' worth of time all sandboxes together can have, where that may be
     * less than one whole processor.
     */
    default double processors() {
        return Double.POSITIVE_INFINITY;
    }

    /**
     * Find the image that an assignment asks for; one that has a recipe of its own is built.
     *
     * @throws gradebox.sandbox.EngineUnavailableException if the engine has none; says what to run
     */
    Image image(ImageChoice choice, Progress progress) throws IOException, InterruptedException;

    /** Build an image that ships, unless it is there already. */
    Image build(String name, Progress progress)
            throws IOException, UsageException, InterruptedException;

    /** Return the images that ship and were built here. */
    List<Image> images() throws IOException, InterruptedException;

    /**
     * Return the names of the sandboxes that a process has left, if the engine is one that could
     * tell.
     */
    default List<String> remains(long pid) throws SandboxException, InterruptedException {
        return List.of();
    }

    /** Return what the engine says of itself, if it is one that can be asked. */
    default Optional<EngineFacts> facts() throws SandboxException, InterruptedException {
        return Optional.empty();
    }

    @Override
    void close();
}
