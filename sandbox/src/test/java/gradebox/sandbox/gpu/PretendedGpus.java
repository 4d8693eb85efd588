package gradebox.sandbox.gpu;

import gradebox.sandbox.SandboxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A driver of devices that are not there; a test says what is on each. */
public final class PretendedGpus implements GpuDriver {
    private final List<GpuDevice> devices;
    private final Map<String, GpuReading> readings = new HashMap<>();
    private boolean broken;
    private @Nullable String lastError;

    /** Pretend so many devices of 8 GiB, idle. */
    public PretendedGpus(int count) {
        devices = IntStream.range(0, count).mapToObj(PretendedGpus::gpu).toList();
        devices.forEach(device -> set(device, 300));
    }

    private static GpuDevice gpu(int index) {
        return new GpuDevice(
                "GPU-%08d".formatted(index), index, "Pretended 8", 8L << 30, "550.54", null);
    }

    /** Say how much memory of a device is in use, and what computes on it. */
    public synchronized void set(GpuDevice device, long mebibytes, Long... processes) {
        readings.put(device.uuid(), new GpuReading(mebibytes << 20, List.of(processes)));
    }

    /** Let a device fall off the bus. */
    public synchronized void lose(GpuDevice device) {
        readings.remove(device.uuid());
    }

    /** Let the driver give no answer any more. */
    public synchronized void breakDown() {
        broken = true;
    }

    /** Let the kernel's log have an error. */
    public synchronized void log(String error) {
        lastError = error;
    }

    @Override
    public synchronized Optional<String> lastError(Duration time) {
        return Optional.ofNullable(lastError);
    }

    @Override
    public List<GpuDevice> devices() {
        return devices;
    }

    @Override
    public synchronized Map<String, GpuReading> readings(List<GpuDevice> of)
            throws SandboxException {
        if (broken) {
            throw new SandboxException("the pretended driver is gone");
        }
        var found = new HashMap<String, GpuReading>();
        for (var device : of) {
            var reading = readings.get(device.uuid());
            if (reading != null) {
                found.put(device.uuid(), reading);
            }
        }
        return found;
    }
}
