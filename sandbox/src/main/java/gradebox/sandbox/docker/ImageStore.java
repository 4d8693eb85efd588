package gradebox.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.exception.NotFoundException;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.RunIdentity;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Scratch;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Find and build the images that sandboxes are made of.
 *
 * <p>What an image is, wherever it is built, is its recipe and the versions of the packages that
 * went into it. The hash of both is its tag and stands on its labels; the engine's digest differs
 * from one build to the next.
 */
public final class ImageStore {
    private static final String NAME = "gradebox.image";
    private static final String RECIPE = "gradebox.recipe";
    private static final String PACKAGES = "gradebox.packages";
    private static final String IDENTITY = "gradebox.identity";
    private static final Duration BUILD = Duration.ofHours(1);
    private static final Duration EXPORT = Duration.ofMinutes(15);

    private final DockerEngine engine;
    private final DockerClient client;
    private final Map<String, String> proxies;

    ImageStore(DockerEngine engine, Map<String, String> proxies) {
        this.engine = engine;
        this.client = engine.client();
        this.proxies = Map.copyOf(proxies);
    }

    /** Find the image that was built last under this name, {@code cpu}. */
    public Optional<Image> find(String name) throws SandboxException, InterruptedException {
        return latest(Map.of(NAME, name));
    }

    /**
     * Find an image that was not built by gradebox.
     *
     * @param reference its name or its digest, as the engine takes it
     */
    public Optional<Image> present(String reference) throws SandboxException, InterruptedException {
        return EngineCalls.call(
                "find the image " + reference,
                EngineCalls.USUAL,
                () -> {
                    try {
                        var found = client.inspectImageCmd(reference).exec();
                        String digest = Objects.requireNonNull(found.getId());
                        return Optional.of(new Image(reference, digest, ""));
                    } catch (NotFoundException e) {
                        return Optional.empty();
                    }
                });
    }

    /** Return the names of the variables that an image sets for its programs. */
    Set<String> variables(Image image) throws SandboxException, InterruptedException {
        return EngineCalls.call(
                "describe the image " + image.name(),
                EngineCalls.USUAL,
                () -> {
                    var config = client.inspectImageCmd(image.digest()).exec().getConfig();
                    var all = config == null ? null : config.getEnv();
                    return all == null
                            ? Set.of()
                            : Stream.of(all)
                                    .map(one -> one.split("=", 2)[0])
                                    .collect(Collectors.toSet());
                });
    }

    /** Tell whether building this recipe now would need a base that is still to be made. */
    public boolean needsBase(ImageRecipe recipe) throws IOException, InterruptedException {
        return built(recipe).isEmpty() && !new BaseImage(engine, Progress.SILENT).isThere();
    }

    /** Build an image, unless one of exactly this recipe is there. */
    public Image build(ImageRecipe recipe, Progress progress)
            throws IOException, InterruptedException {
        var there = built(recipe);
        return there.isPresent() ? there.get() : buildNow(recipe, progress);
    }

    /** Find the image that was built from exactly this recipe. */
    public Optional<Image> built(ImageRecipe recipe) throws IOException, InterruptedException {
        return latest(Map.of(NAME, recipe.name(), RECIPE, recipe.hash()));
    }

    private Optional<Image> latest(Map<String, String> labels)
            throws SandboxException, InterruptedException {
        var images =
                EngineCalls.call(
                        "list its images",
                        EngineCalls.USUAL,
                        () -> client.listImagesCmd().withLabelFilter(labels).exec());
        return images.stream()
                .filter(image -> image.getLabels() != null)
                .filter(image -> image.getLabels().containsKey(IDENTITY))
                .filter(ImageStore::carriesItsName)
                .max(Comparator.comparing(image -> image.getCreated()))
                .map(image -> image(image.getId(), image.getLabels()));
    }

    /** An image that somebody builds on ours inherits its labels, and is another one. */
    private static boolean carriesItsName(com.github.dockerjava.api.model.Image image) {
        var name = image(image.getId(), image.getLabels()).name();
        return image.getRepoTags() != null && List.of(image.getRepoTags()).contains(name);
    }

    private static Image image(String digest, Map<String, String> labels) {
        String name = Objects.requireNonNull(labels.get(NAME));
        String identity = Objects.requireNonNull(labels.get(IDENTITY));
        return new Image(ImageIdentity.tag(name, identity), digest, identity);
    }

    private Image buildNow(ImageRecipe recipe, Progress progress)
            throws IOException, InterruptedException {
        String base = new BaseImage(engine, progress).name();
        String recipeHash = recipe.hash();
        String unnamed =
                progress.step(
                        "build the image " + recipe.name() + " on " + base,
                        () -> build(recipe, base, progress));
        return progress.step(
                "record the image's packages", () -> identify(recipe.name(), recipeHash, unnamed));
    }

    private String build(ImageRecipe recipe, String base, Progress progress)
            throws SandboxException, InterruptedException {
        var command =
                client.buildImageCmd()
                        .withBaseDirectory(recipe.folder().toFile())
                        .withDockerfile(recipe.dockerfile().toFile())
                        .withBuildArg("BASE", base);
        proxies.forEach(command::withBuildArg);
        return run(command, progress);
    }

    private static String run(BuildImageCmd command, Progress progress)
            throws SandboxException, InterruptedException {
        var log = new BuildLog(progress);
        return EngineCalls.call(
                "build an image",
                BUILD,
                () -> {
                    try (log) {
                        command.withRemove(true).withForcerm(true).exec(log);
                        return log.awaitImage();
                    }
                });
    }

    /** Give an image its labels and tag; only a finished image can say what is in it. */
    private Image identify(String name, String recipeHash, String unnamed)
            throws IOException, InterruptedException {
        var identity = ImageIdentity.of(recipeHash, packagesOf(unnamed));
        var labels =
                Map.of(
                        NAME,
                        name,
                        RECIPE,
                        identity.recipe(),
                        PACKAGES,
                        identity.packages(),
                        IDENTITY,
                        identity.hash());
        return image(label(unnamed, ImageIdentity.tag(name, identity.hash()), labels), labels);
    }

    /** Return the image's packages with their versions, in a fixed order. */
    private String packagesOf(String unnamed) throws SandboxException, InterruptedException {
        String digest =
                EngineCalls.call(
                        "find the image",
                        EngineCalls.USUAL,
                        () ->
                                Objects.requireNonNull(
                                        client.inspectImageCmd(unnamed).exec().getId()));
        var image = new Image("the new image", digest, "");
        try (var sandboxes = engine.sandboxes()) {
            return ImageIdentity.packagesOf(image, sandboxes);
        }
    }

    /** Return the environment that an image's recipe sets. */
    public Map<String, String> environment(Image image)
            throws SandboxException, InterruptedException {
        return EngineCalls.call(
                "describe the image " + image.name(),
                EngineCalls.USUAL,
                () -> {
                    var config = client.inspectImageCmd(image.digest()).exec().getConfig();
                    var lines = config == null ? null : config.getEnv();
                    var environment = new TreeMap<String, String>();
                    for (var line : lines == null ? new String[0] : lines) {
                        var parts = line.split("=", 2);
                        environment.put(parts[0], parts.length < 2 ? "" : parts[1]);
                    }
                    return environment;
                });
    }

    /** Hand out an image's root file system as an archive. */
    public void export(Image image, OutputStream archive) throws IOException, InterruptedException {
        var containers = engine.containers();
        var spec =
                new SandboxSpec(
                        "export", image, Limits.DEFAULT, GpuRequest.NONE, List.of(), Map.of());
        var identity = RunIdentity.ofThisProcess();
        String name = "gradebox-" + identity.run() + "-export";
        String id = containers.create(name, spec, List.of("true"), identity.labels("export"));
        try {
            EngineCalls.call(
                    "hand out the image " + image.name(),
                    EXPORT,
                    () -> {
                        engine.socket().export(id, archive);
                        return id;
                    });
        } finally {
            containers.remove(id);
        }
    }

    private String label(String unnamed, String tag, Map<String, String> labels)
            throws IOException, InterruptedException {
        Path folder = Scratch.folder("label");
        Path dockerfile = folder.resolve("Dockerfile");
        try {
            Files.writeString(dockerfile, "FROM " + unnamed + "\n");
            run(
                    client.buildImageCmd(dockerfile.toFile())
                            .withLabels(labels)
                            .withTags(Set.of(tag)),
                    Progress.SILENT);
        } finally {
            Files.deleteIfExists(dockerfile);
            Files.deleteIfExists(folder);
        }
        return EngineCalls.call(
                "find the image",
                EngineCalls.USUAL,
                () -> Objects.requireNonNull(client.inspectImageCmd(tag).exec().getId()));
    }
}
