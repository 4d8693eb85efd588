package gradebox.sandbox.docker;

import com.github.dockerjava.api.model.DeviceRequest;
import gradebox.sandbox.GpuRequest;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Say how an engine is asked for GPUs. */
enum GpuWay {
    /** Through NVIDIA's hook, by UUID. */
    NVIDIA {
        @Override
        DeviceRequest request(GpuRequest gpu) {
            return new DeviceRequest()
                    .withDriver("nvidia")
                    .withDeviceIds(gpu.devices())
                    .withCapabilities(List.of(List.of("gpu", "compute", "utility")));
        }
    },

    /** Through the Container Device Interface, by the names in its specifications. */
    CDI {
        @Override
        DeviceRequest request(GpuRequest gpu) {
            return new DeviceRequest()
                    .withDriver("cdi")
                    .withDeviceIds(gpu.devices().stream().map(KIND::concat).toList());
        }
    };

    private static final Pattern VERSION = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})");
    private static final String KIND = "nvidia.com/gpu=";

    /** Ask for these devices; there is at least one. */
    abstract DeviceRequest request(GpuRequest gpu);

    /**
     * Choose by what an engine tells of itself. Engines since 28.2 list the devices that they know
     * through CDI, and leave the list out where they know none; before that CDI was off unless
     * staff had turned it on.
     */
    static GpuWay of(Map<String, Object> info) {
        if (info.get("DiscoveredDevices") instanceof List<?> devices) {
            boolean known =
                    devices.stream()
                            .anyMatch(
                                    it ->
                                            it instanceof Map<?, ?> device
                                                    && String.valueOf(device.get("ID"))
                                                            .startsWith(KIND));
            return known ? CDI : NVIDIA;
        }
        boolean on = info.get("CDISpecDirs") instanceof List<?> folders && !folders.isEmpty();
        return on && !lists(String.valueOf(info.get("ServerVersion"))) ? CDI : NVIDIA;
    }

    private static boolean lists(String version) {
        var found = VERSION.matcher(version);
        if (!found.lookingAt()) {
            return false;
        }
        int major = Integer.parseInt(found.group(1));
        return major > 28 || (major == 28 && Integer.parseInt(found.group(2)) >= 2);
    }
}
