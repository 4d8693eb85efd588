package gradebox.sandbox.bubblewrap;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.RunIdentity;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.docker.DockerEngine;
import gradebox.sandbox.gpu.HostGpus;
import gradebox.sandbox.host.ControlGroupMounts;
import gradebox.sandbox.host.ControlGroups;
import gradebox.sandbox.host.Slots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Make sandboxes with the bubblewrap of this machine. Safe for use by many threads. */
public final class BubblewrapEngine {
    private final BubblewrapHost host;
    private final RootFileSystems roots;

    BubblewrapEngine(BubblewrapHost host, RootFileSystems roots) {
        this.host = host;
        this.roots = roots;
    }

    /**
     * Make sure that bubblewrap is there and that this user may use it.
     *
     * @throws EngineUnavailableException if it is not, in one sentence with what to do
     */
    public static BubblewrapEngine connect(Map<String, String> environment)
            throws SandboxException, InterruptedException {
        var folders = HostFolders.of(environment);
        return connect(folders, groups(folders));
    }

    private static Optional<ControlGroups> groups(HostFolders folders) throws SandboxException {
        try {
            return ControlGroupMounts.ofThisProcess().usable(folders.isRoot());
        } catch (IOException e) {
            throw new SandboxException("this machine has no /proc that can be read", e);
        }
    }

    /** Connect as if the machine had no control groups, where {@code groups} is empty. */
    static BubblewrapEngine connect(HostFolders folders, Optional<ControlGroups> groups)
            throws SandboxException, InterruptedException {
        var host =
                new BubblewrapHost(folders.isRoot(), folders.run(), groups, SystemCalls.filter());
        new Trial(host).hold();
        return new BubblewrapEngine(host, new RootFileSystems(folders.images()));
    }

    /** Return a source of sandboxes; all of them are gone once it is closed. */
    public SandboxFactory sandboxes() {
        return sandboxes(HostGpus.ofThisMachine());
    }

    SandboxFactory sandboxes(HostGpus gpus) {
        return new BubblewrapSandboxFactory(host, roots, RunIdentity.ofThisProcess(), gpus);
    }

    /**
     * Return the images that sandboxes can run on.
     *
     * @param docker an engine to take images from, if there is one
     */
    public UnpackedImages images(@Nullable DockerEngine docker) {
        return new UnpackedImages(roots, this, docker);
    }

    /**
     * Clear away what runs that were killed left behind; never anything of a run that still lives.
     *
     * @return the names of what was cleared away
     */
    public List<String> sweep() throws SandboxException, InterruptedException {
        try {
            return new Slots(host.slots(), RunIdentity.ofThisProcess())
                    .sweep(slot -> host.keeperOfTheDead(slot).end());
        } catch (IOException e) {
            throw new SandboxException("leftovers in %s cannot be read".formatted(host.slots()), e);
        }
    }

    /**
     * Return, in words, what a process has left of its sandboxes: slots, and groups, processes and
     * mounts that are nobody's any more.
     */
    public List<String> ofProcess(long pid) throws SandboxException, InterruptedException {
        return host.leftovers().of(pid);
    }

    static void passable(Path folder) throws IOException {
        Files.createDirectories(folder);
        folder.toFile().setExecutable(true, false);
    }
}
