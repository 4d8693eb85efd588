package gradebox.sandbox.gpu;

import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.SandboxException;
import org.jspecify.annotations.Nullable;

/** Know this machine's driver files, looked for when a device is first asked for. */
public final class HostGpus {
    private final Search search;
    private @Nullable DriverFiles found;

    /** Prepare; nothing is looked at yet. */
    public HostGpus(Search search) {
        this.search = search;
    }

    /** Look for a driver's files. */
    @FunctionalInterface
    public interface Search {
        DriverFiles find() throws SandboxException, InterruptedException;
    }

    /** Return those of this machine. */
    public static HostGpus ofThisMachine() {
        return new HostGpus(() -> DriverFiles.ofThisMachine(new NvidiaSmi()));
    }

    /**
     * Return what a sandbox needs for devices.
     *
     * @throws gradebox.sandbox.EngineUnavailableException if this machine does not have them
     */
    public GpuFiles filesOf(GpuRequest gpu) throws SandboxException, InterruptedException {
        return gpu.isNone() ? GpuFiles.NONE : known().filesOf(gpu);
    }

    private synchronized DriverFiles known() throws SandboxException, InterruptedException {
        var files = found;
        if (files == null) {
            files = search.find();
            found = files;
        }
        return files;
    }
}
