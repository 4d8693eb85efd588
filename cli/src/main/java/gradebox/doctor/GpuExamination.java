package gradebox.doctor;

import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.gpu.GpuDevice;
import gradebox.sandbox.gpu.GpuDriver;
import gradebox.sandbox.gpu.HostGpus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Look at GPUs, and at what hands them into sandboxes: NVIDIA's toolkit where that is Docker, else
 * the driver's own files.
 */
public final class GpuExamination implements Examination {
    private static final Release LEAST = Release.of("1.17.8");
    private static final String TOOLKIT = "NVIDIA toolkit";

    private final Host host;
    private final GpuDriver driver;
    private final HostGpus files;
    private final Question question;

    /**
     * Look at devices.
     *
     * @param files what the driver has put into this machine's file system
     */
    public GpuExamination(Host host, GpuDriver driver, HostGpus files, Question question) {
        this.host = host;
        this.driver = driver;
        this.files = files;
        this.question = question;
    }

    /**
     * Say what is asked for.
     *
     * @param words devices as a user names them, or {@code all}
     * @param docker whether a Docker engine hands them on
     */
    public record Question(List<String> words, boolean docker) {
        public Question {
            words = List.copyOf(words);
        }

        private boolean isForAll() {
            return words.equals(List.of("all"));
        }

        private Stream<String> missing(List<GpuDevice> there) {
            return isForAll()
                    ? Stream.of()
                    : words.stream()
                            .filter(word -> there.stream().noneMatch(it -> it.isNamed(word)));
        }

        private List<GpuDevice> chosen(List<GpuDevice> there) {
            return there.stream()
                    .filter(it -> isForAll() || words.stream().anyMatch(it::isNamed))
                    .toList();
        }
    }

    @Override
    public List<Finding> findings() throws InterruptedException {
        var all = new ArrayList<Finding>();
        List<GpuDevice> chosen = List.of();
        try {
            var there = driver.devices();
            chosen = question.chosen(there);
            all.add(devices(there, chosen));
            for (var line : driver.unreadable()) {
                all.add(new Finding.Warn("GPU", line, "see nvidia-smi -q; it is not used"));
            }
        } catch (SandboxException e) {
            all.add(new Finding.Fail("GPUs", "none", String.valueOf(e.getMessage())));
        }
        if (question.docker()) {
            all.add(toolkit());
        } else if (!chosen.isEmpty()) {
            all.add(driverFiles(chosen));
        }
        return all;
    }

    private Finding devices(List<GpuDevice> there, List<GpuDevice> chosen) {
        if (there.isEmpty()) {
            return new Finding.Fail("GPUs", "none", "see nvidia-smi -L and CUDA_VISIBLE_DEVICES");
        }
        var missing = question.missing(there).toList();
        return missing.isEmpty()
                ? new Finding.Ok("GPUs", names(chosen))
                : new Finding.Fail(
                        "GPUs",
                        "there is no device " + String.join(", ", missing),
                        "name some of these with --gpus: " + names(there));
    }

    private Finding driverFiles(List<GpuDevice> chosen) throws InterruptedException {
        String subject = "NVIDIA driver's files";
        try {
            var found =
                    files.filesOf(new GpuRequest(chosen.stream().map(GpuDevice::uuid).toList()));
            return new Finding.Ok(
                    subject,
                    "%d device nodes, %d libraries"
                            .formatted(found.devices().size(), found.libraries().size()));
        } catch (SandboxException e) {
            return new Finding.Fail(
                    subject, String.valueOf(e.getMessage()), "install NVIDIA's driver as a whole");
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
