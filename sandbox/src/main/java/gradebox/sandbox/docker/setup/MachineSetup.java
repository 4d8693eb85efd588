package gradebox.sandbox.docker.setup;

import gradebox.sandbox.Deadline;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.Image;
import gradebox.sandbox.bubblewrap.BubblewrapEngine;
import gradebox.sandbox.docker.DockerEngine;
import gradebox.sandbox.docker.ImageRecipe;
import gradebox.sandbox.docker.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bring a machine to where sandboxes can be opened: install what is missing, start an engine where
 * none answers, build the image. What is there already is used as it is, so that a second time
 * costs next to nothing.
 */
public final class MachineSetup {
    private static final Path LOG = Path.of("/var/log/gradebox-dockerd.log");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Keep packages from asking, and from starting services: the engine is started by us. */
    private static final Map<String, String> UNATTENDED =
            Map.of("DEBIAN_FRONTEND", "noninteractive", "RUNLEVEL", "1");

    private final Map<String, String> environment;
    private final Machine machine;
    private final Progress progress;

    /** Prepare this machine, telling of every step. */
    public MachineSetup(Map<String, String> environment, Progress progress) {
        this(environment, new ThisMachine(environment), progress);
    }

    MachineSetup(Map<String, String> environment, Machine machine, Progress progress) {
        this.environment = Map.copyOf(environment);
        this.machine = machine;
        this.progress = progress;
    }

    /**
     * Hold what is ready; the engine is the caller's to close.
     *
     * @param engine the engine that answers
     * @param image the image, on that engine
     */
    public record Ready(DockerEngine engine, Image image) {}

    /**
     * Do all that is missing.
     *
     * @throws EngineUnavailableException if this user or this system cannot be prepared by us
     * @throws IOException if a step fails
     */
    public Ready prepare(ImageRecipe recipe) throws IOException, InterruptedException {
        var engine = engine();
        boolean prepared = false;
        try {
            if (engine.images().needsBase(recipe) && !machine.has("mmdebstrap")) {
                install(List.of("mmdebstrap"));
            }
            var image = engine.images().build(recipe, progress);
            prepared = true;
            return new Ready(engine, image);
        } finally {
            if (!prepared) {
                engine.close();
            }
        }
    }

    /**
     * Do all that is missing for sandboxes without a Docker engine.
     *
     * @param docker an engine that may have the image already, or null
     * @return the image, unpacked
     * @throws EngineUnavailableException if this user or this system cannot be prepared by us
     */
    public Image prepareBubblewrap(ImageRecipe recipe, @Nullable DockerEngine docker)
            throws IOException, InterruptedException {
        provideBubblewrap();
        var images = BubblewrapEngine.connect(environment).images(docker);
        var there = images.built(recipe, progress);
        if (there.isPresent()) {
            return there.get();
        }
        if (!machine.has("mmdebstrap")) {
            install(List.of("mmdebstrap"));
        }
        return images.build(recipe, progress);
    }

    /** Install bubblewrap, where it is missing. */
    public void provideBubblewrap() throws IOException, InterruptedException {
        if (!machine.has("bwrap")) {
            install(List.of("bubblewrap"));
        }
    }

    /** Return an engine that answers, having installed and started one where none did. */
    DockerEngine engine() throws IOException, InterruptedException {
        try {
            return DockerEngine.connect(environment);
        } catch (EngineUnavailableException e) {
            provideEngine(e);
            return progress.step("wait for the engine to answer", this::firstAnswer);
        }
    }

    /** Install and start an engine, given why there is none. */
    void provideEngine(EngineUnavailableException why) throws IOException, InterruptedException {
        if (!environment.getOrDefault("DOCKER_HOST", "").isBlank()) {
            throw new EngineUnavailableException(
                    why.getMessage() + " (DOCKER_HOST is set, so no engine is started here)", why);
        }
        demandRoot("start a Docker engine");
        var missing = missingForEngine();
        if (!missing.isEmpty()) {
            install(missing);
        }
        progress.step(
                "start the Docker engine, its log in " + LOG,
                () -> {
                    machine.startInBackground(List.of("dockerd"), LOG);
                    return LOG;
                });
    }

    private List<String> missingForEngine() {
        var packages = new ArrayList<String>();
        if (!machine.has("dockerd")) {
            packages.addAll(List.of("docker.io", "ca-certificates"));
        }
        if (!machine.has("iptables")) {
            packages.add("iptables");
        }
        return List.copyOf(packages);
    }

    void install(List<String> packages) throws IOException, InterruptedException {
        String names = String.join(" ", packages);
        demandRoot("install " + names);
        if (!machine.isDebian()) {
            throw new EngineUnavailableException(
                    "this system is not Debian, so gradebox cannot install %s: install them, then try again"
                            .formatted(names));
        }
        var install =
                new ArrayList<>(List.of("apt-get", "install", "-y", "--no-install-recommends"));
        install.addAll(packages);
        progress.step(
                "install Debian's packages " + names,
                () -> {
                    machine.run(List.of("apt-get", "update"), UNATTENDED);
                    machine.run(List.copyOf(install), UNATTENDED);
                    return names;
                });
    }

    private void demandRoot(String deed) throws EngineUnavailableException {
        if (!machine.isRoot()) {
            throw new EngineUnavailableException(
                    "only root can %s: run this once as root".formatted(deed));
        }
    }

    private DockerEngine firstAnswer() throws IOException, InterruptedException {
        var deadline = Deadline.after(PATIENCE);
        while (true) {
            try {
                return DockerEngine.connect(environment);
            } catch (EngineUnavailableException e) {
                if (deadline.passed()) {
                    throw new EngineUnavailableException(
                            "the Docker engine was started but does not answer: "
                                    + machine.lastWords(LOG),
                            e);
                }
                Thread.sleep(250);
            }
        }
    }
}
