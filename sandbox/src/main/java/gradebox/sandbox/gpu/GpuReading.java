package gradebox.sandbox.gpu;

import java.util.List;

/**
 * Say what is on a device at a moment.
 *
 * @param usedBytes memory in use, the driver's own included; 0 where the driver does not say
 * @param processes that compute on it, as far as this process may know of them
 */
public record GpuReading(long usedBytes, List<Long> processes) {

    public GpuReading {
        processes = List.copyOf(processes);
    }
}
