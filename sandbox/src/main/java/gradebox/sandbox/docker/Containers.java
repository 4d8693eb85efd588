package gradebox.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Make, ask about and remove containers, each call within its own deadline. */
final class Containers {
    private static final Duration START = Duration.ofSeconds(60);

    private final Supplier<DockerClient> client;
    private final int engineCpus;
    private final EngineBounds bounds;
    private final GpuWay gpus;

    Containers(Supplier<DockerClient> client, int engineCpus, EngineBounds bounds, GpuWay gpus) {
        this.client = client;
        this.engineCpus = engineCpus;
        this.bounds = bounds;
        this.gpus = gpus;
    }

    HardenedProfile profile(SandboxSpec spec) {
        return new HardenedProfile(spec, engineCpus, bounds, gpus);
    }

    /**
     * Make a container that does not run yet.
     *
     * @return what the engine calls it
     */
    String create(String name, SandboxSpec spec, List<String> argv, Map<String, String> labels)
            throws SandboxException, InterruptedException {
        var profile = profile(spec);
        return EngineCalls.call(
                "make a sandbox",
                START,
                () -> {
                    try (var command = client.get().createContainerCmd(spec.image().digest())) {
                        return command.withName(name)
                                .withLabels(labels)
                                .withUser(HardenedProfile.USER)
                                .withHostName("sandbox")
                                .withWorkingDir(HardenedProfile.WORK)
                                .withEnv(profile.environment())
                                .withEntrypoint(profile.entrypoint())
                                .withCmd(argv)
                                .withTty(false)
                                .withStdinOpen(true)
                                .withStdInOnce(true)
                                .withAttachStdin(true)
                                .withAttachStdout(true)
                                .withAttachStderr(true)
                                .withNetworkDisabled(true)
                                .withHostConfig(profile.hostConfig())
                                .exec()
                                .getId();
                    } catch (NotFoundException e) {
                        throw new EngineUnavailableException(
                                "the engine has no image %s: run gradebox image build"
                                        .formatted(spec.image().name()),
                                e);
                    }
                });
    }

    void start(String container, SandboxSpec spec) throws SandboxException, InterruptedException {
        try {
            EngineCalls.call(
                    "start a sandbox",
                    START,
                    () -> client.get().startContainerCmd(container).exec());
        } catch (SandboxException e) {
            throw spec.gpu().isNone() ? e : GpuRefusal.explain(spec.gpu(), e);
        }
    }

    InspectContainerResponse inspect(String container)
            throws SandboxException, InterruptedException {
        return EngineCalls.call(
                "say how a sandbox fares",
                EngineCalls.USUAL,
                () -> client.get().inspectContainerCmd(container).exec());
    }

    /** Kill a container's program; one that has ended, or a container that is gone, is fine. */
    void kill(String container) throws SandboxException, InterruptedException {
        EngineCalls.call(
                "kill a sandbox",
                EngineCalls.USUAL,
                () -> {
                    try {
                        client.get().killContainerCmd(container).exec();
                    } catch (NotFoundException | ConflictException e) {
                        // nothing runs there any more
                    }
                    return container;
                });
    }

    /** Remove a container, by its id or name, whatever it does; one that is gone is fine. */
    void remove(String container) throws SandboxException, InterruptedException {
        EngineCalls.call(
                "remove a sandbox",
                EngineCalls.USUAL,
                () -> {
                    try {
                        client.get()
                                .removeContainerCmd(container)
                                .withForce(true)
                                .withRemoveVolumes(true)
                                .exec();
                    } catch (NotFoundException | ConflictException e) {
                        // it is gone, or somebody else is removing it
                    }
                    return container;
                });
    }

    /** List the containers, running or not, that carry these labels. */
    List<Container> labelled(Map<String, String> labels)
            throws SandboxException, InterruptedException {
        return EngineCalls.call(
                "list its sandboxes",
                EngineCalls.USUAL,
                () ->
                        client.get()
                                .listContainersCmd()
                                .withShowAll(true)
                                .withLabelFilter(labels)
                                .exec());
    }
}
