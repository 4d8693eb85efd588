package gradebox.doctor;

import gradebox.sandbox.SandboxException;
import gradebox.sandbox.gpu.GpuDevice;
import gradebox.sandbox.gpu.GpuDriver;
import java.util.List;

/** Look at GPUs, and at what hands them into containers. */
public final class GpuExamination implements Examination {
    private static final Release LEAST = Release.of("1.17.8");
    private static final String TOOLKIT = "NVIDIA toolkit";

    private final Host host;
    private final GpuDriver driver;

    public GpuExamination(Host host, GpuDriver driver) {
        this.host = host;
        this.driver = driver;
    }

    @Override
    public List<Finding> findings() throws InterruptedException {
        return List.of(devices(), toolkit());
    }

    private Finding devices() throws InterruptedException {
        try {
            var devices = driver.devices();
            return devices.isEmpty()
                    ? new Finding.Fail("GPUs", "none", "see nvidia-smi -L and CUDA_VISIBLE_DEVICES")
                    : new Finding.Ok("GPUs", names(devices));
        } catch (SandboxException e) {
            return new Finding.Fail("GPUs", "none", String.valueOf(e.getMessage()));
        }
    }

    private static String names(List<GpuDevice> devices) {
        return String.join(", ", devices.stream().map(GpuExamination::name).toList());
    }

    private static String name(GpuDevice device) {
        return "%s %s (driver %s)".formatted(device.name(), device.model(), device.driver());
    }

    /** Older ones run what an image names, as root, outside (CVE-2025-23266, CVE-2024-0132). */
    private Finding toolkit() throws InterruptedException {
        var said = host.run(List.of("nvidia-ctk", "--version")).orElse("not installed");
        boolean good = Release.in(said).filter(release -> !release.isBefore(LEAST)).isPresent();
        String first = said.lines().findFirst().orElse("");
        return good
                ? new Finding.Ok(TOOLKIT, first)
                : new Finding.Fail(
                        TOOLKIT,
                        first,
                        "install nvidia-container-toolkit 1.17.8 or newer (CVE-2025-23266), or use no GPU (--gpus none)");
    }
}
