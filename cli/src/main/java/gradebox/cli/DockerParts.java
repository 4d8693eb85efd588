package gradebox.cli;

import gradebox.assignments.Assignment.ImageChoice;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.Image;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.docker.DockerEngine;
import gradebox.sandbox.docker.EngineFacts;
import gradebox.sandbox.docker.ImageRecipe;
import gradebox.sandbox.docker.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Docker engine of this machine with the images that ship. */
final class DockerParts implements Engine {
    private final DockerEngine engine;
    private final ShippedRecipes recipes;
    private final SandboxFactory sandboxes;

    DockerParts(DockerEngine engine, ShippedRecipes recipes) {
        this.engine = engine;
        this.recipes = recipes;
        this.sandboxes = engine.sandboxes();
    }

    @Override
    public SandboxFactory sandboxes() {
        return sandboxes;
    }

    @Override
    public String description() {
        String name = "docker " + engine.version();
        return sandboxes.degraded()
                ? name + ", degraded (control groups are missing: one submission at a time)"
                : name;
    }

    @Override
    public Image image(ImageChoice choice, Progress progress)
            throws IOException, InterruptedException {
        return switch (choice) {
            case ImageChoice.Bundled bundled ->
                    bundled(ImageRecipe.in(recipes.folder(bundled.name())));
            case ImageChoice.Recipe recipe ->
                    engine.images()
                            .build(ShippedRecipes.ofAssignment(recipe.dockerfile()), progress);
            case ImageChoice.Present present ->
                    engine.images()
                            .present(present.reference())
                            .orElseThrow(() -> missing(present.reference()));
        };
    }

    /**
     * An image of another recipe will not do, though it has the same name: what is graded with
     * would not be what is said.
     */
    private Image bundled(ImageRecipe recipe) throws IOException, InterruptedException {
        return engine.images()
                .built(recipe)
                .orElseThrow(
                        () ->
                                new EngineUnavailableException(
                                        "the image %s is not built yet: run gradebox image build %s"
                                                .formatted(recipe.name(), recipe.name())));
    }

    private static EngineUnavailableException missing(String reference) {
        return new EngineUnavailableException(
                "the Docker engine has no image %s: load it there first".formatted(reference));
    }

    @Override
    public Image build(String name, Progress progress)
            throws IOException, UsageException, InterruptedException {
        return engine.images().build(recipes.find(name), progress);
    }

    @Override
    public List<Image> images() throws IOException, InterruptedException {
        var images = new ArrayList<Image>();
        for (var name : recipes.names()) {
            engine.images().find(name).ifPresent(images::add);
        }
        return images;
    }

    @Override
    public List<String> remains(long pid) throws SandboxException, InterruptedException {
        return engine.ofProcess(pid);
    }

    @Override
    public Optional<EngineFacts> facts() throws SandboxException, InterruptedException {
        return Optional.of(engine.facts());
    }

    @Override
    public void close() {
        try (engine) {
            sandboxes.close();
        }
    }
}
