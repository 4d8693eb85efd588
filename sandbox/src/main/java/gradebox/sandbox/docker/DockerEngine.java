package gradebox.sandbox.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.RunIdentity;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Reach a Docker engine of this machine. Safe for use by many threads. */
public final class DockerEngine implements AutoCloseable {
    private static final Duration HELLO = Duration.ofSeconds(10);

    private final EngineAddress address;
    private final EngineSocket socket;
    private volatile DockerClient client;
    private final Containers containers;
    private final EngineBounds bounds;
    private final String version;
    private final Map<String, String> proxies;

    private DockerEngine(
            EngineAddress address, DockerClient client, Info info, Map<String, String> proxies) {
        this.address = address;
        this.socket = new EngineSocket(address.socket());
        this.proxies = proxies;
        this.client = client;
        this.bounds = EngineBounds.of(info);
        this.containers =
                new Containers(
                        this::client,
                        Objects.requireNonNullElse(info.getNCPU(), 1),
                        bounds,
                        GpuWay.of(info.getRawValues()));
        this.version = Objects.requireNonNullElse(info.getServerVersion(), "unknown");
    }

    /**
     * Find the engine and make sure that it answers.
     *
     * @param environment where {@code DOCKER_HOST} may stand, a {@code unix://} address
     * @throws EngineUnavailableException if none answers, in one sentence with what to do
     */
    public static DockerEngine connect(Map<String, String> environment)
            throws EngineUnavailableException, InterruptedException {
        var address = EngineAddress.from(environment);
        var socket = new EngineSocket(address.socket());
        try {
            EngineCalls.call("answer", HELLO, () -> pinged(socket));
            var client = client(address);
            var info = EngineCalls.call("describe itself", HELLO, () -> client.infoCmd().exec());
            return new DockerEngine(address, client, info, proxies(environment));
        } catch (SandboxException e) {
            throw unavailable(address, e);
        }
    }

    /** Image builds reach for packages the way that this process would. */
    private static Map<String, String> proxies(Map<String, String> environment) {
        var found = new TreeMap<>(environment);
        found.keySet().removeIf(name -> !name.matches("(?i)(https?|no)_proxy"));
        return found;
    }

    private static EngineSocket pinged(EngineSocket socket) throws IOException {
        socket.ping();
        return socket;
    }

    private static DockerClient client(EngineAddress address) {
        var config =
                DefaultDockerClientConfig.createDefaultConfigBuilder()
                        .withDockerHost("unix://" + address.socket())
                        .withDockerTlsVerify(false)
                        .build();
        var transport =
                new ZerodepDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build();
        return DockerClientImpl.getInstance(config, transport);
    }

    private static EngineUnavailableException unavailable(
            EngineAddress address, SandboxException failure) {
        String why = String.valueOf(failure.getMessage());
        return new EngineUnavailableException(
                why.contains("Permission denied")
                        ? "this user may not use the Docker engine at %s: join the group docker, or run as root"
                                .formatted(address.socket())
                        : "no Docker engine answers at %s (%s): start it, or run gradebox demo --setup"
                                .formatted(address.socket(), why),
                failure);
    }

    /** Return the engine's version. */
    public String version() {
        return version;
    }

    /** Return what it can bound. */
    EngineBounds bounds() {
        return bounds;
    }

    /**
     * Make sure that its containers cannot take the whole machine.
     *
     * @throws EngineUnavailableException if it lacks what bounds memory or processes
     */
    public void demandBounds() throws EngineUnavailableException {
        bounds.demand();
    }

    /** Ask the engine about itself. */
    public EngineFacts facts() throws SandboxException, InterruptedException {
        return EngineCalls.call(
                "describe itself",
                HELLO,
                () -> EngineFacts.of(client.infoCmd().exec(), client.versionCmd().exec()));
    }

    /** Return a source of sandboxes; all of them are gone once it is closed. */
    public SandboxFactory sandboxes() {
        return new DockerSandboxFactory(this, RunIdentity.ofThisProcess());
    }

    /** Return the engine's images. */
    public ImageStore images() {
        return new ImageStore(this, proxies);
    }

    /**
     * Remove the sandboxes that earlier runs left behind because they were killed; never those of a
     * run that still lives.
     *
     * @return the names of the containers that were removed
     */
    public List<String> sweep() throws SandboxException, InterruptedException {
        var self = RunIdentity.ofThisProcess();
        var removed = new ArrayList<String>();
        for (var container : containers.labelled(Map.of(RunIdentity.MARK, "1"))) {
            if (self.outlived(container.getLabels())) {
                containers.remove(container.getId());
                Arrays.stream(container.getNames()).findFirst().ifPresent(removed::add);
            }
        }
        return List.copyOf(removed);
    }

    /** Return the names of the sandboxes, running or not, that a process of this machine made. */
    public List<String> ofProcess(long pid) throws SandboxException, InterruptedException {
        var names = new ArrayList<String>();
        for (var container : containers.labelled(Map.of(RunIdentity.PID, Long.toString(pid)))) {
            names.addAll(List.of(container.getNames()));
        }
        return List.copyOf(names);
    }

    DockerClient client() {
        return client;
    }

    Containers containers() {
        return containers;
    }

    EngineSocket socket() {
        return socket;
    }

    /** Make sure that the engine still takes new connections. */
    void ping() throws SandboxException, InterruptedException {
        EngineCalls.call("answer", HELLO, () -> pinged(socket));
    }

    /**
     * Make sure that there is still an engine, before anything is asked of it that takes long: one
     * that hangs would cost each of those calls its whole deadline.
     *
     * @throws EngineUnavailableException if none answers any more
     */
    void confirm() throws EngineUnavailableException, InterruptedException {
        try {
            ping();
        } catch (SandboxException e) {
            throw new EngineUnavailableException(
                    "the Docker engine at %s no longer answers (%s)"
                            .formatted(address.socket(), e.getMessage()),
                    e);
        }
    }

    /** Drop the connections to an engine that went away; docker-java keeps and uses dead ones. */
    void renewConnections() {
        var dead = client;
        client = client(address);
        close(dead);
    }

    @Override
    public void close() {
        close(client);
    }

    private static void close(DockerClient client) {
        try {
            client.close();
        } catch (IOException e) {
            // it held nothing but connections
        }
    }
}
