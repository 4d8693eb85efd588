package gradebox.cli;

import gradebox.assignments.Assignment.GpuNeed;
import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.gpu.GpuDevice;
import gradebox.sandbox.gpu.GpuDriver;
import gradebox.sandbox.gpu.GpuLocks;
import gradebox.sandbox.gpu.GpuPatience;
import gradebox.sandbox.gpu.GpuPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decide which of this machine's devices a run gives out, from what the assignment needs and what
 * the user says.
 *
 * @param devices none where the run uses none
 * @param shareBytes what one submission takes of a device; 0 for the whole of it
 */
record GpuChoice(List<GpuDevice> devices, long shareBytes) {
    static final GpuChoice NONE = new GpuChoice(List.of(), 0);

    GpuChoice {
        devices = List.copyOf(devices);
    }

    /**
     * Choose. The driver is asked only where a device is wanted.
     *
     * @param said {@code all}, {@code none}, devices by comma, or null
     * @throws UsageException if the assignment needs one and the user allows none, or names one
     *     that is not there
     * @throws EngineUnavailableException if this machine has none that will do
     */
    static GpuChoice of(GpuNeed need, @Nullable String said, GpuDriver driver)
            throws UsageException, SandboxException, InterruptedException {
        check(said);
        boolean none = "none".equals(said);
        if (none && need.need() == GpuNeed.Need.REQUIRED) {
            throw new UsageException("this assignment needs a GPU; leave --gpus none out");
        }
        boolean unasked = said == null && need.need() == GpuNeed.Need.OPTIONAL;
        if (none || unasked || need.need() == GpuNeed.Need.NONE) {
            return NONE;
        }
        var there = driver.devices();
        var named = said == null || said.equals("all") ? there : named(said, there);
        return new GpuChoice(large(named, need.memoryBytes()), need.shareBytes());
    }

    private static void check(@Nullable String said) throws UsageException {
        if (said == null || said.equals("none") || said.equals("all")) {
            return;
        }
        for (var device : said.split(",", -1)) {
            if (!device.strip().matches("[0-9]+(:[0-9]+)?|(GPU|MIG)-[0-9a-zA-Z/-]+")) {
                throw new UsageException(
                        "--gpus takes all, none, or devices such as 0,1; not '" + said + "'");
            }
        }
    }

    private static List<GpuDevice> named(String said, List<GpuDevice> there) throws UsageException {
        var chosen = new ArrayList<GpuDevice>();
        for (var word : Arrays.stream(said.split(",", -1)).map(String::strip).toList()) {
            var found = there.stream().filter(device -> device.isNamed(word)).toList();
            if (found.isEmpty()) {
                throw new UsageException(
                        "--gpus: there is no device %s; this machine has %s"
                                .formatted(word, list(there)));
            }
            found.stream().filter(device -> !chosen.contains(device)).forEach(chosen::add);
        }
        return chosen;
    }

    private static List<GpuDevice> large(List<GpuDevice> named, long needed)
            throws EngineUnavailableException {
        var large = named.stream().filter(device -> device.memoryBytes() >= needed).toList();
        if (named.isEmpty()) {
            throw new EngineUnavailableException(
                    "the NVIDIA driver shows no GPU to this process: see nvidia-smi -L and"
                            + " CUDA_VISIBLE_DEVICES");
        }
        if (large.isEmpty()) {
            throw new EngineUnavailableException(
                    String.format(
                            Locale.ROOT,
                            "no GPU has the %.1f GiB that this assignment needs: %s",
                            needed / (double) (1L << 30),
                            list(named)));
        }
        return large;
    }

    private static String list(List<GpuDevice> devices) {
        return devices.isEmpty()
                ? "none"
                : devices.stream().map(GpuDevice::toString).collect(Collectors.joining(", "));
    }

    /** Return what results depend on: models and drivers, but not which of several alike. */
    String kind() {
        return devices.stream()
                .map(device -> device.model() + ", driver " + device.driver())
                .distinct()
                .sorted()
                .collect(Collectors.joining("; "));
    }

    /** Take the devices into use. */
    GpuPool open(GpuDriver driver) throws SandboxException, InterruptedException {
        return devices.isEmpty()
                ? GpuPool.none()
                : GpuPool.open(
                        devices, shareBytes, driver, GpuPatience.DEFAULT, GpuLocks.ofThisMachine());
    }
}
