package gradebox.sandbox.process;

import gradebox.sandbox.Confinement;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.RunIdentity;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Termination;
import gradebox.sandbox.gpu.HostGpus;
import gradebox.sandbox.host.ControlGroupMounts;
import gradebox.sandbox.host.Leftovers;
import gradebox.sandbox.host.Slots;
import gradebox.sandbox.seccomp.Cpu;
import gradebox.sandbox.seccomp.Sockets;
import gradebox.sandbox.seccomp.SystemCallFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Make sandboxes out of processes, where a container grants nothing else. Safe for use by many
 * threads.
 */
public final class ProcessEngine {
    private static final Path FOLDER = Path.of("/run/gradebox/process");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ProcessHost host;

    private ProcessEngine(ProcessHost host) {
        this.host = host;
    }

    /**
     * Make sure that this process may do what it takes.
     *
     * @throws EngineUnavailableException if it may not, in one sentence with what to do
     */
    public static ProcessEngine connect() throws SandboxException, InterruptedException {
        return connect(true, true);
    }

    /**
     * Connect as if the machine had less.
     *
     * @param groups whether to use control groups where they are
     * @param landlock whether to use Landlock where it is
     */
    static ProcessEngine connect(boolean groups, boolean landlock)
            throws SandboxException, InterruptedException {
        try {
            Rights.demand(Files.readAllLines(Path.of("/proc/self/status")));
            var users =
                    UserRange.in(
                            Files.readAllLines(Path.of("/proc/self/uid_map")), new SecureRandom());
            var host =
                    new ProcessHost(
                            passable(FOLDER),
                            groups
                                    ? ControlGroupMounts.ofThisProcess().usable(true)
                                    : Optional.empty(),
                            filter(),
                            users,
                            landlock ? StandBy.landlock() : 0,
                            Interpreter.find(Confinement.PATH));
            var engine = new ProcessEngine(host);
            engine.hold();
            return engine;
        } catch (SandboxException e) {
            throw e; // which is an IOException too, and says more
        } catch (IOException e) {
            throw new SandboxException("cannot write to %s, or read /proc".formatted(FOLDER), e);
        }
    }

    /**
     * Tell whether nothing stronger can be had, whatever is installed: this is root's process in a
     * container that grants no name spaces.
     */
    public static boolean isLastResort() throws InterruptedException {
        try {
            Rights.demand(Files.readAllLines(Path.of("/proc/self/status")));
            var trial = new ProcessBuilder("unshare", "--user", "--mount", "--", "true");
            var process = trial.redirectErrorStream(true).start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() != 0;
        } catch (IOException e) {
            return false; // nothing is known of this machine
        }
    }

    /** Users of sandboxes must reach their slots, and see no more of the folder than that. */
    private static Path passable(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("slots"));
        for (var each : List.of(folder, folder.resolveSibling("."), folder.resolve("slots"))) {
            each.toFile().setExecutable(true, false);
        }
        return folder;
    }

    private static byte[] filter() throws EngineUnavailableException {
        return Cpu.ofThisMachine()
                .map(SystemCallFilter.of(Sockets.UNIX_ONLY)::bpf)
                .orElseThrow(
                        () ->
                                new EngineUnavailableException(
                                        "there is no system call filter for this processor: take --engine docker"));
    }

    /** Shut a program away once, before anything depends on it. */
    private void hold() throws SandboxException, InterruptedException {
        var spec =
                new SandboxSpec(
                        "trial",
                        image(),
                        Limits.DEFAULT.withWall(LIMIT),
                        GpuRequest.NONE,
                        List.of(),
                        Map.of());
        try (var sandboxes = sandboxes()) {
            var result = sandboxes.run(spec, List.of("python3", "-I", "-c", ""), LIMIT, 1000);
            if (!result.termination().equals(new Termination.Exited(0))) {
                throw new EngineUnavailableException(
                        "--engine process does not work here: %s %s"
                                .formatted(result.termination(), result.log().strip()));
            }
        }
    }

    /** Return a source of sandboxes; all of them are gone once it is closed. */
    public SandboxFactory sandboxes() {
        return sandboxes(HostGpus.ofThisMachine());
    }

    SandboxFactory sandboxes(HostGpus gpus) {
        return new ProcessSandboxFactory(host, RunIdentity.ofThisProcess(), gpus);
    }

    /** Return what sandboxes run on: this machine, named by what is installed for Python. */
    public Image image() {
        return host.python().image();
    }

    /** Return how many processors' worth of time this container gets; infinite if all there is. */
    public double processors() {
        return ContainerProcessors.share();
    }

    /**
     * Clear away what runs that were killed left behind; never anything of a run that still lives.
     *
     * @return the names of what was cleared away
     */
    public List<String> sweep() throws SandboxException, InterruptedException {
        try {
            return new Slots(host.slots(), RunIdentity.ofThisProcess()).sweep(this::sweep);
        } catch (IOException e) {
            throw new SandboxException("leftovers in %s stay".formatted(host.folder()), e);
        }
    }

    /** Return, in words, what a process has left, and what nobody holds any more. */
    public List<String> remains(long pid) throws SandboxException, InterruptedException {
        return new Leftovers(
                        host.folder(),
                        Optional.empty(),
                        Optional.of(UserRange.everybody()),
                        Path.of("/proc/self/mountinfo"))
                .of(pid);
    }

    private boolean sweep(Slots.Slot slot) throws IOException, InterruptedException {
        return StandBy.end(slot.folder(), LIMIT) && host.keeperOfTheDead(slot).end();
    }
}
