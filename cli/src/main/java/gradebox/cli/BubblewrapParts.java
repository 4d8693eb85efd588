package gradebox.cli;

import gradebox.assignments.Assignment.ImageChoice;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.Image;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.bubblewrap.BubblewrapEngine;
import gradebox.sandbox.bubblewrap.UnpackedImages;
import gradebox.sandbox.docker.DockerEngine;
import gradebox.sandbox.docker.ImageRecipe;
import gradebox.sandbox.docker.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bubblewrap on this machine, with the images that ship; a Docker engine lends it its images. */
final class BubblewrapParts implements Engine {
    private final BubblewrapEngine engine;
    private final @Nullable DockerEngine docker;
    private final ShippedRecipes recipes;
    private final SandboxFactory sandboxes;
    private final UnpackedImages images;

    /**
     * @param docker where images may be taken from; closed with this
     */
    BubblewrapParts(
            BubblewrapEngine engine, @Nullable DockerEngine docker, ShippedRecipes recipes) {
        this.engine = engine;
        this.docker = docker;
        this.recipes = recipes;
        this.sandboxes = engine.sandboxes();
        this.images = engine.images(docker);
    }

    @Override
    public SandboxFactory sandboxes() {
        return sandboxes;
    }

    @Override
    public String description() {
        return sandboxes.degraded()
                ? "bubblewrap, degraded (no control groups: a watchdog bounds memory, one submission at a time)"
                : "bubblewrap";
    }

    @Override
    public String advice() {
        return "run as root, or with a delegated control group of version 2";
    }

    @Override
    public Image image(ImageChoice choice, Progress progress)
            throws IOException, InterruptedException {
        return switch (choice) {
            case ImageChoice.Bundled bundled ->
                    images.built(ImageRecipe.in(recipes.folder(bundled.name())), progress)
                            .orElseThrow(() -> UnpackedImages.missing(bundled.name()));
            case ImageChoice.Recipe recipe ->
                    images.build(ShippedRecipes.ofAssignment(recipe.dockerfile()), progress);
            case ImageChoice.Present present ->
                    images.present(present.reference(), progress)
                            .orElseThrow(() -> missing(present.reference()));
        };
    }

    private static EngineUnavailableException missing(String reference) {
        return new EngineUnavailableException(
                "no Docker engine here has the image %s, which bubblewrap would take from there"
                        .formatted(reference));
    }

    @Override
    public Image build(String name, Progress progress)
            throws IOException, UsageException, InterruptedException {
        return images.build(recipes.find(name), progress);
    }

    @Override
    public List<Image> images() throws IOException {
        var all = new ArrayList<Image>();
        for (var name : recipes.names()) {
            images.find(name).ifPresent(all::add);
        }
        return all;
    }

    @Override
    public List<String> remains(long pid) throws SandboxException, InterruptedException {
        return engine.ofProcess(pid);
    }

    @Override
    public void close() {
        try (docker) { // where there is none, nothing is closed
            sandboxes.close();
        }
    }
}
