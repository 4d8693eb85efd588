package gradebox.sandbox.bubblewrap;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.Image;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.docker.DockerEngine;
import gradebox.sandbox.docker.ImageIdentity;
import gradebox.sandbox.docker.ImageRecipe;
import gradebox.sandbox.docker.Progress;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Find, take over and build the images that sandboxes run on: those of a Docker engine, where one
 * has them, and else made from Debian's packages by the same recipe.
 */
public final class UnpackedImages {
    private final RootFileSystems roots;
    private final BubblewrapEngine engine;
    private final @Nullable DockerEngine docker;

    UnpackedImages(RootFileSystems roots, BubblewrapEngine engine, @Nullable DockerEngine docker) {
        this.roots = roots;
        this.engine = engine;
        this.docker = docker;
    }

    /** Find the image that was made last under this name, {@code cpu}. */
    public Optional<Image> find(String name) throws SandboxException {
        return roots.find(name);
    }

    /** Find the image of exactly this recipe; a Docker engine's is taken over. */
    public Optional<Image> built(ImageRecipe recipe, Progress progress)
            throws IOException, InterruptedException {
        var there = roots.built(recipe);
        if (there.isPresent() || docker == null) {
            return there;
        }
        var theirs = docker.images().built(recipe);
        return theirs.isEmpty()
                ? Optional.empty()
                : Optional.of(takeOver(docker, recipe, theirs.get(), progress));
    }

    /**
     * Find an image that gradebox did not build.
     *
     * @param reference its name or its digest
     */
    public Optional<Image> present(String reference, Progress progress)
            throws IOException, InterruptedException {
        var theirs = docker == null ? Optional.<Image>empty() : docker.images().present(reference);
        var there = roots.present(theirs.map(Image::digest).orElse(reference));
        return there.isPresent() || docker == null || theirs.isEmpty()
                ? there
                : Optional.of(takeOver(docker, null, theirs.get(), progress));
    }

    /** Build an image, unless one of exactly this recipe is there. */
    public Image build(ImageRecipe recipe, Progress progress)
            throws IOException, InterruptedException {
        var there = built(recipe, progress);
        if (there.isPresent()) {
            return there.get();
        }
        var steps = RecipeSteps.read(recipe);
        return progress.step(
                "build the image %s with mmdebstrap".formatted(recipe.name()),
                () -> bootstrap(recipe, steps));
    }

    private Image takeOver(
            DockerEngine from, @Nullable ImageRecipe recipe, Image image, Progress progress)
            throws IOException, InterruptedException {
        return progress.step(
                "unpack the Docker engine's image " + image.name(),
                () -> unpacked(from, recipe, image));
    }

    private Image unpacked(DockerEngine from, @Nullable ImageRecipe recipe, Image image)
            throws IOException, InterruptedException {
        var environment = from.images().environment(image);
        try (var unpacking = roots.begin()) {
            unpacking.take(archive -> from.images().export(image, archive));
            if (recipe != null) {
                confirm(unpacking, recipe, image);
            }
            var card =
                    new ImageCard(
                            recipe == null ? image.name() : recipe.name(),
                            recipe == null ? "" : recipe.hash(),
                            image.recipe(),
                            image.digest(),
                            Instant.now(),
                            environment);
            return roots.complete(unpacking, card);
        }
    }

    /** An archive that broke off has other packages than its label says. */
    private void confirm(Unpacking unpacking, ImageRecipe recipe, Image image)
            throws IOException, InterruptedException {
        var identity = identity(unpacking, recipe, Map.of());
        if (!identity.hash().equals(image.recipe())) {
            throw new SandboxException(
                    "the Docker engine's image %s did not arrive as it is there: try again"
                            .formatted(image.name()));
        }
    }

    private ImageIdentity identity(
            Unpacking unpacking, ImageRecipe recipe, Map<String, String> environment)
            throws IOException, InterruptedException {
        var image = new Image("the new image", "new:" + unpacking.folder(), "");
        roots.lend(image, unpacking, environment);
        try (var sandboxes = engine.sandboxes()) {
            return ImageIdentity.of(recipe.hash(), ImageIdentity.packagesOf(image, sandboxes));
        }
    }

    private Image bootstrap(ImageRecipe recipe, RecipeSteps steps)
            throws IOException, InterruptedException {
        try (var unpacking = roots.begin();
                var bootstrap = Bootstrap.with(steps)) {
            unpacking.take(bootstrap::writeTo);
            var identity = identity(unpacking, recipe, steps.environment());
            var card =
                    new ImageCard(
                            recipe.name(),
                            recipe.hash(),
                            identity.hash(),
                            bootstrap.digest(),
                            Instant.now(),
                            steps.environment());
            return roots.complete(unpacking, card);
        }
    }

    /** Say what to run where an image is not there. */
    public static EngineUnavailableException missing(String name) {
        return new EngineUnavailableException(
                "the image %s is not built yet: run gradebox image build %s --engine bubblewrap"
                        .formatted(name, name));
    }
}
