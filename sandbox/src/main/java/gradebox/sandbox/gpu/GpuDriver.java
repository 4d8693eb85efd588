package gradebox.sandbox.gpu;

import gradebox.sandbox.SandboxException;
import java.util.List;
import java.util.Map;

/** Ask the machine's GPU driver. Safe for use by many threads. */
public interface GpuDriver {

    /**
     * List the devices that can be given out, ordered by name: whole GPUs, or the slices of those
     * that are sliced.
     *
     * @throws gradebox.sandbox.EngineUnavailableException if this machine has no driver; says what
     *     to do
     */
    List<GpuDevice> devices() throws SandboxException, InterruptedException;

    /**
     * Read devices.
     *
     * @return by UUID; one that has fallen off the bus is not among them
     * @throws SandboxException if the driver gives no answer about any of them
     */
    Map<String, GpuReading> readings(List<GpuDevice> of)
            throws SandboxException, InterruptedException;
}
