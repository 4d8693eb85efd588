package gradebox.sandbox.docker;

import com.github.dockerjava.api.model.DeviceRequest;
import gradebox.sandbox.GpuRequest;
import java.util.List;
import java.util.Map;

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

    private static final String KIND = "nvidia.com/gpu=";

    /** Ask for these devices; there is at least one. */
    abstract DeviceRequest request(GpuRequest gpu);

    /**
     * Choose by what an engine tells of itself. Engines since 28.2 list the devices that they know
     * through CDI; before that CDI was off unless staff had turned it on.
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
        return info.get("CDISpecDirs") instanceof List<?> folders && !folders.isEmpty()
                ? CDI
                : NVIDIA;
    }
}
