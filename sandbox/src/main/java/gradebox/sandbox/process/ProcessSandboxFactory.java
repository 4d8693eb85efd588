package gradebox.sandbox.process;

import gradebox.sandbox.Confinement;
import gradebox.sandbox.Guarantee;
import gradebox.sandbox.Posture;
import gradebox.sandbox.RunIdentity;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Trait;
import gradebox.sandbox.gpu.GpuFiles;
import gradebox.sandbox.gpu.HostGpus;
import gradebox.sandbox.host.Launcher;
import gradebox.sandbox.host.OpenSandboxes;
import gradebox.sandbox.host.Slots;
import gradebox.sandbox.host.Slots.Slot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Open sandboxes that are processes with nothing but what they must have, each in its slot. */
final class ProcessSandboxFactory implements SandboxFactory {
    private final ProcessHost host;
    private final Slots slots;
    private final HostGpus gpus;
    private final Launcher launcher = new Launcher();
    private final OpenSandboxes open = new OpenSandboxes();

    ProcessSandboxFactory(ProcessHost host, RunIdentity identity, HostGpus gpus) {
        this.host = host;
        this.slots = new Slots(host.slots(), identity);
        this.gpus = gpus;
    }

    @Override
    public String engine() {
        return "process";
    }

    @Override
    public Set<Guarantee> guarantees() {
        return host.guarantees();
    }

    /** Promise what is given; the user's number is the slot's, and is recorded. */
    @Override
    public Posture posture(SandboxSpec spec) throws SandboxException, InterruptedException {
        var gpu = gpus.filesOf(spec.gpu());
        var names = new TreeSet<>(variables(gpu).keySet());
        names.add("TMPDIR");
        var whole =
                Posture.whole(new Confinement(spec, processors()), names).withNodes(gpu.devices());
        var posture =
                whole.without(Trait.USER)
                        .with(Trait.ROOT, "not read-only")
                        .with(Trait.INTERFACES, "no socket can be made")
                        .with(Trait.WRITABLE, "/dev/shm /tmp /work")
                        .with(Trait.PROCESSES, "not to be seen");
        return host.landlock() > 0
                ? posture
                : posture.without(Trait.WRITABLE)
                        .without(Trait.PROCESSES)
                        .without(Trait.DEVICES)
                        .without(Trait.GPUS);
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public Sandbox open(SandboxSpec spec, List<String> argv)
            throws SandboxException, InterruptedException {
        open.demandOpen();
        var gpu = gpus.filesOf(spec.gpu());
        var slot = slots.take(spec.name());
        boolean opened = false;
        try {
            var sandbox = start(slot, spec, gpu, argv);
            opened = true;
            return open.guard(sandbox, spec.limits().wall());
        } finally {
            if (!opened) {
                Copies.delete(slot.folder().resolve("given"));
                slot.close();
            }
        }
    }

    private ProcessSandbox start(Slot slot, SandboxSpec spec, GpuFiles gpu, List<String> argv)
            throws SandboxException {
        var confinement = new Confinement(spec, processors());
        var keeper = host.keeper(slot, confinement);
        boolean started = false;
        try {
            var places = new Places(slot.folder(), spec.mounts());
            var order =
                    new Order(
                            confinement,
                            places,
                            host.users().of(slot.number()),
                            rules(places, gpu),
                            filter(slot),
                            host.bounds(confinement),
                            keeper.doors(),
                            variables(gpu));
            Copies.make(places);
            var process = launcher.start(StandBy.run(order.write(argv)));
            started = true;
            return new ProcessSandbox(spec.name(), process, slot, keeper, open);
        } catch (SandboxException e) {
            throw e; // which is an IOException too, and says more
        } catch (IOException e) {
            throw new SandboxException(
                    "a sandbox cannot be prepared in %s: %s".formatted(slot.folder(), e), e);
        } finally {
            if (!started) {
                keeper.end();
            }
        }
    }

    private List<List<String>> rules(Places places, GpuFiles gpu) {
        return host.landlock() > 0
                ? Rules.of(places, host.python().folders(), gpu.devices())
                : List.of();
    }

    private Path filter(Slot slot) throws IOException {
        return Order.secret(slot.folder().resolve("filter"), host.filter());
    }

    /** The driver's libraries lie where this machine's own programs find them. */
    private static Map<String, String> variables(GpuFiles gpu) {
        var variables = new TreeMap<>(gpu.environment());
        variables.remove("LD_LIBRARY_PATH");
        return variables;
    }

    @Override
    public void close() {
        open.close();
        launcher.close();
    }
}
