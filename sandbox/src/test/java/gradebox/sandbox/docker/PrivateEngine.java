package gradebox.sandbox.docker;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Run a Docker engine of a test's own, which it may stop, kill and start again without harm to
 * anybody: it has its own socket, images and containers, all below one folder. Needs root.
 */
public final class PrivateEngine implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(30);

    /** In {@code tar}'s patterns; what is large and not Python's or NumPy's. */
    private static final List<String> LEFT_OUT =
            List.of(
                    "*torch*",
                    "libLLVM*",
                    "libamd*",
                    "usr/lib/python3/dist-packages/[a-mo-z]*",
                    "usr/lib/python3/dist-packages/networkx",
                    "libx265*",
                    "libSvtAv1*",
                    "librav1e*",
                    "libXNNPACK*",
                    "libdnnl*",
                    "libz3*",
                    "libavcodec*",
                    "libcodec2*",
                    "usr/lib/gcc*",
                    "usr/share");

    private final Path folder;
    private final Map<String, String> environment;
    private final List<String> options;
    private final List<String> absent;
    private @Nullable Process daemon;

    private PrivateEngine(
            Path folder,
            Map<String, String> environment,
            List<String> options,
            List<String> absent) {
        this.folder = folder;
        this.environment = Map.copyOf(environment);
        this.options = List.copyOf(options);
        this.absent = List.copyOf(absent);
    }

    /**
     * Start an engine, and wait until it answers.
     *
     * @param folder a fresh one, with a short path: a socket's has at most 107 bytes
     * @param environment what its environment has beside this process's own
     * @param options further options of {@code dockerd}
     */
    public static PrivateEngine start(
            Path folder, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        return started(new PrivateEngine(folder, environment, List.of(options), List.of()));
    }

    /**
     * Start an engine for which some control groups of version 1 are not mounted.
     *
     * @param controllers by name: {@code pids}
     */
    static PrivateEngine startWithout(Path folder, String... controllers)
            throws IOException, InterruptedException {
        return started(new PrivateEngine(folder, Map.of(), List.of(), List.of(controllers)));
    }

    private static PrivateEngine started(PrivateEngine engine)
            throws IOException, InterruptedException {
        Files.writeString(engine.folder.resolve("daemon.json"), "{}");
        engine.start();
        return engine;
    }

    /** A mount name space of its own, in which they are not. */
    private List<String> hidingAbsent() {
        var shell =
                "while [ \"$1\" != -- ]; do umount \"/sys/fs/cgroup/$1\"; shift; done; shift; exec \"$@\"";
        var command = new ArrayList<>(List.of("--mount", "sh", "-ec", shell, "sh"));
        command.addAll(absent);
        command.add("--");
        return command;
    }

    /** Start it again after {@link #terminate} or {@link #kill}. */
    public void start() throws IOException, InterruptedException {
        // in a network of its own: without a bridge it would take the machine's docker0 away
        var command = new ArrayList<>(List.of("unshare", "--net"));
        command.addAll(absent.isEmpty() ? List.of() : hidingAbsent());
        command.add("dockerd");
        command.addAll(List.of("--config-file", path("daemon.json")));
        command.addAll(List.of("--data-root", path("data"), "--exec-root", path("exec")));
        command.addAll(List.of("--host", address(), "--pidfile", path("pid")));
        command.addAll(List.of("--bridge", "none", "--iptables=false"));
        command.addAll(List.of("--ip-forward=false", "--ip-masq=false"));
        command.addAll(options);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.redirectInput(new File("/dev/null"));
        builder.redirectOutput(Redirect.appendTo(log().toFile()));
        daemon = builder.start();
        awaitAnswer(daemon);
    }

    private void awaitAnswer(Process started) throws IOException, InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        var socket = new EngineSocket(folder.resolve("sock"));
        while (true) {
            try {
                socket.ping();
                return;
            } catch (IOException e) {
                if (!started.isAlive() || System.nanoTime() > end) {
                    started.destroyForcibly();
                    throw new AssertionError("no private dockerd: " + Files.readString(log()), e);
                }
                Thread.sleep(50);
            }
        }
    }

    /** Return what makes {@link DockerEngine#connect} and gradebox itself use this engine. */
    public Map<String, String> environment() {
        return Map.of("DOCKER_HOST", address());
    }

    /** Return where it listens, as {@code DOCKER_HOST} has it. */
    public String address() {
        return "unix://" + folder.resolve("sock");
    }

    /** Return what the engine wrote. */
    public Path log() {
        return folder.resolve("log");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    /**
     * Copy what Python and NumPy need of an image of this machine's engine, as an image of one
     * layer: a few seconds, where all of it would take a minute.
     *
     * @param reference the image there
     * @param name what it is called here
     */
    public void copySmall(String reference, String name) throws IOException, InterruptedException {
        var tar = new ArrayList<>(List.of("docker", "run", "--rm", "--network", "none"));
        tar.addAll(List.of("--volume", folder + ":/out", "--entrypoint", "tar", reference));
        tar.addAll(List.of("-C", "/", "-cf", "/out/image.tar"));
        LEFT_OUT.forEach(pattern -> tar.add("--exclude=" + pattern));
        tar.addAll(List.of("bin", "etc", "lib", "lib64", "sbin", "tmp", "usr", "var"));
        run(tar);
        run(List.of("docker", "--host", address(), "import", path("image.tar"), name));
        Files.delete(folder.resolve("image.tar"));
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(Redirect.appendTo(log().toFile()));
        if (builder.start().waitFor() != 0) {
            throw new AssertionError(command + " failed: " + Files.readString(log()));
        }
    }

    /** Stop it as a service manager does; it ends its containers. */
    public void terminate() throws InterruptedException {
        var running = running();
        running.destroy();
        if (!running.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
            kill();
        }
        daemon = null;
    }

    /** Kill it without a word; its containers run on. */
    public void kill() throws InterruptedException {
        var containerd = containerd();
        running().destroyForcibly().waitFor();
        for (int i = 0; i < 1_000 && containerd.map(ProcessHandle::isAlive).orElse(false); i++) {
            Thread.sleep(
                    10); // it dies with its dockerd, a little later; the next one must not meet it
        }
        daemon = null;
    }

    /** Let it hang: it keeps its connections and takes new ones, but answers nothing. */
    public void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** Let it go on after {@link #pause}, and wait until it answers: that may take it a while. */
    public void resume() throws IOException, InterruptedException {
        signal("CONT");
        awaitAnswer(running());
    }

    private void signal(String name) throws IOException, InterruptedException {
        var pid = Long.toString(running().pid());
        if (new ProcessBuilder("kill", "-s", name, pid).start().waitFor() != 0) {
            throw new AssertionError("no " + name + " for the private dockerd " + pid);
        }
    }

    private Optional<ProcessHandle> containerd() {
        try {
            var pid = Files.readString(folder.resolve("exec/containerd/containerd.pid"));
            return ProcessHandle.of(Long.parseLong(pid.strip()));
        } catch (IOException e) {
            return Optional.empty(); // the machine's own serves
        }
    }

    private Process running() {
        return Objects.requireNonNull(daemon, "the private dockerd does not run");
    }

    /** End it with all that it started, and remove what it kept. */
    @Override
    public void close() throws IOException {
        try {
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("a private dockerd may be left: " + folder);
        }
    }

    private void end() throws IOException, InterruptedException {
        if (daemon == null) {
            start(); // only it can tell which processes were its own
        }
        removeContainers();
        terminate();
        unmount();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void removeContainers() throws IOException, InterruptedException {
        try (var engine = DockerEngine.connect(environment())) {
            for (var left : engine.containers().labelled(Map.of())) {
                engine.containers().remove(left.getId());
            }
        }
    }

    private void unmount() throws IOException, InterruptedException {
        for (var line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
            var place = line.split(" ", 3)[1];
            if (place.startsWith(folder + "/")) {
                new ProcessBuilder("umount", place).start().waitFor();
            }
        }
    }
}
