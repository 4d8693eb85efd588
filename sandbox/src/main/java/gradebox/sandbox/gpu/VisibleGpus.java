package gradebox.sandbox.gpu;

import gradebox.sandbox.SandboxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keep to the devices that this process was given: a cluster's job says so in {@code
 * CUDA_VISIBLE_DEVICES}, and what a Docker engine starts for it is bound by nothing else.
 *
 * @param visible that variable, or null where it is not set: then all are ours
 */
public record VisibleGpus(GpuDriver driver, @Nullable String visible) implements GpuDriver {

    /** As CUDA does, take names and UUIDs up to the first that stands for no device. */
    @Override
    public List<GpuDevice> devices() throws SandboxException, InterruptedException {
        var all = driver.devices();
        if (visible == null) {
            return all;
        }
        var ours = new ArrayList<GpuDevice>();
        for (var word : visible.split(",", -1)) {
            var named = all.stream().filter(device -> device.isNamed(word.strip())).toList();
            if (named.isEmpty()) {
                break;
            }
            named.stream().filter(device -> !ours.contains(device)).forEach(ours::add);
        }
        return ours;
    }

    @Override
    public List<String> unreadable() throws SandboxException, InterruptedException {
        return driver.unreadable();
    }

    @Override
    public Optional<String> lastError(Duration time) throws InterruptedException {
        return driver.lastError(time);
    }

    @Override
    public Map<String, GpuReading> readings(List<GpuDevice> of)
            throws SandboxException, InterruptedException {
        return driver.readings(of);
    }
}
