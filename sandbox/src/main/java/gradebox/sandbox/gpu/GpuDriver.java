package gradebox.sandbox.gpu;

import gradebox.sandbox.SandboxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
     * Return a line for each device that the driver has, but tells nothing of that could be used.
     */
    default List<String> unreadable() throws SandboxException, InterruptedException {
        return List.of();
    }

    /** Return the last error of this time that was written down somewhere, as a hint for staff. */
    default Optional<String> lastError(Duration time) throws InterruptedException {
        return Optional.empty();
    }

    /**
     * Read devices.
     *
     * @return by UUID; one that has fallen off the bus is not among them
     * @throws SandboxException if the driver gives no answer about any of them
     */
    Map<String, GpuReading> readings(List<GpuDevice> of)
            throws SandboxException, InterruptedException;
}
