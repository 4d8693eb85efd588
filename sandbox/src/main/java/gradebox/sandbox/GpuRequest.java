package gradebox.sandbox;

import java.util.List;

/**
 * Ask for GPUs by device.
 *
 * @param devices what the engine calls them (a UUID, an index, a MIG slice's UUID); none asks for
 *     no GPU
 */
public record GpuRequest(List<String> devices) {

    public static final GpuRequest NONE = new GpuRequest(List.of());

    public GpuRequest {
        devices = List.copyOf(devices);
    }

    public boolean isNone() {
        return devices.isEmpty();
    }
}
