package gradebox.sandbox.bubblewrap;

import gradebox.sandbox.Confinement;
import gradebox.sandbox.Guarantee;
import gradebox.sandbox.Posture;
import gradebox.sandbox.RunIdentity;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Trait;
import gradebox.sandbox.gpu.HostGpus;
import gradebox.sandbox.host.Launcher;
import gradebox.sandbox.host.OpenSandboxes;
import gradebox.sandbox.host.Slots;
import gradebox.sandbox.host.Slots.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Open sandboxes with bubblewrap, each in a slot of its own. */
final class BubblewrapSandboxFactory implements SandboxFactory {
    private final BubblewrapHost host;
    private final RootFileSystems roots;
    private final Slots slots;
    private final HostGpus gpus;
    private final Launcher launcher = new Launcher();
    private final OpenSandboxes open = new OpenSandboxes();

    BubblewrapSandboxFactory(
            BubblewrapHost host, RootFileSystems roots, RunIdentity identity, HostGpus gpus) {
        this.gpus = gpus;
        this.host = host;
        this.roots = roots;
        this.slots = new Slots(host.slots(), identity);
    }

    @Override
    public String engine() {
        return "bubblewrap";
    }

    @Override
    public Set<Guarantee> guarantees() {
        return host.guarantees();
    }

    /**
     * Promise what Docker gives. An ordinary user cannot give up the further groups that the kernel
     * holds it to be in, so which they are is recorded and not demanded.
     */
    @Override
    public Posture posture(SandboxSpec spec) throws SandboxException, InterruptedException {
        var variables = new TreeSet<>(roots.of(spec.image()).environment().keySet());
        var gpu = gpus.filesOf(spec.gpu());
        variables.addAll(gpu.environment().keySet());
        variables.addAll(List.of("HOSTNAME", "PWD")); // bubblewrap sets the latter
        int cpus = Runtime.getRuntime().availableProcessors();
        var posture =
                Posture.whole(new Confinement(spec, cpus), variables).withNodes(gpu.devices());
        posture = host.isRoot() ? posture : posture.without(Trait.USER);
        return host.isFiltered() ? posture : posture.without(Trait.SYSTEM_CALLS);
    }

    @Override
    public Sandbox open(SandboxSpec spec, List<String> argv)
            throws SandboxException, InterruptedException {
        open.demandOpen();
        var gpu = gpus.filesOf(spec.gpu());
        check(gpu.addedTo(spec));
        var root = roots.of(spec.image());
        var slot = slots.take(spec.name());
        boolean opened = false;
        try {
            var sandbox = start(slot, root, gpu.addedTo(spec), gpu.devices(), argv);
            opened = true;
            return open.guard(sandbox, spec.limits().wall());
        } finally {
            if (!opened) {
                slot.close();
            }
        }
    }

    private static void check(SandboxSpec spec) throws SandboxException {
        for (var mount : spec.mounts()) {
            if (!Files.exists(mount.source())) {
                throw new SandboxException(
                        "a sandbox cannot see %s: it is missing".formatted(mount.source()));
            }
        }
    }

    private BubblewrapSandbox start(
            Slot slot, RootFileSystem root, SandboxSpec spec, List<Path> devices, List<String> argv)
            throws SandboxException {
        int cpus = Runtime.getRuntime().availableProcessors();
        var keeper = host.keeper(slot, new Confinement(spec, cpus));
        var seen = keeper.counter().map(spec::mounting).orElse(spec);
        var command =
                new BubblewrapCommand(
                        new Confinement(seen, cpus),
                        root,
                        host.isRoot(),
                        host.isFiltered(),
                        devices);
        boolean started = false;
        try {
            var files = files(slot);
            var entry =
                    new Entry(
                            ProcessHandle.current().pid(), host.user(slot), files, keeper.doors());
            var process = launcher.start(entry.argv(command, argv));
            started = true;
            var place = new BubblewrapSandbox.Place(slot, files.status(), keeper);
            return new BubblewrapSandbox(spec.name(), process, place, open);
        } finally {
            if (!started) {
                keeper.end();
            }
        }
    }

    private Entry.Files files(Slot slot) throws SandboxException {
        try {
            var filter = slot.folder().resolve("filter");
            if (host.isFiltered()) {
                Files.write(filter, host.filter());
            }
            var view = host.isRoot() ? Files.createDirectories(host.view()) : Path.of("");
            return new Entry.Files(
                    slot.folder().resolve("status"),
                    host.isFiltered() ? filter : Path.of(""),
                    view);
        } catch (IOException e) {
            throw new SandboxException("cannot write to " + slot.folder(), e);
        }
    }

    @Override
    public void close() {
        open.close();
        launcher.close();
    }
}
