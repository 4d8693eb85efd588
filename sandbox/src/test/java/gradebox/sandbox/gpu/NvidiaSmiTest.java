package gradebox.sandbox.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.SandboxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stand-in prints; what is read is what NVIDIA documents. */
class NvidiaSmiTest {
    private static final String DEVICES =
            """
            0, GPU-aaaa0000, NVIDIA A100-SXM4-40GB, 40960, 550.54.15, Disabled
            10, GPU-bbbb0000, Tesla, with a comma, 15360, 550.54.15, [N/A]
            2, GPU-cccc0000, NVIDIA GB10, [N/A], 580.95, [Not Supported]
            """;
    private static final String SLICED =
            """
            0, GPU-aaaa0000, NVIDIA H100 80GB HBM3, 81559, 550.54.15, Enabled
            1, GPU-bbbb0000, NVIDIA H100 80GB HBM3, 81559, 550.54.15, Disabled
            """;
    private static final String LISTING =
            """
            GPU 0: NVIDIA H100 80GB HBM3 (UUID: GPU-aaaa0000)
              MIG 3g.40gb     Device  0: (UUID: MIG-11110000-1111)
              MIG 1g.10gb+me  Device  1: (UUID: MIG-22220000-2222)
            GPU 1: NVIDIA H100 80GB HBM3 (UUID: GPU-bbbb0000)
            """;
    private static final String XML =
            """
            <?xml version="1.0" ?>
            <!DOCTYPE nvidia_smi_log SYSTEM "nvsmi_device_v12.dtd">
            <nvidia_smi_log><gpu id="00000000:4E:00.0"><uuid>GPU-aaaa0000</uuid>
            <mig_devices>
            <mig_device><index>0</index><gpu_instance_id>2</gpu_instance_id><compute_instance_id>0</compute_instance_id>
            <fb_memory_usage><total>40448 MiB</total><reserved>0 MiB</reserved><used>44 MiB</used></fb_memory_usage></mig_device>
            <mig_device><index>1</index><gpu_instance_id>9</gpu_instance_id><compute_instance_id>0</compute_instance_id>
            <fb_memory_usage><total>9984 MiB</total><reserved>0 MiB</reserved><used>1015 MiB</used></fb_memory_usage></mig_device>
            </mig_devices>
            <processes><process_info><gpu_instance_id>9</gpu_instance_id><compute_instance_id>0</compute_instance_id>
            <pid>4711</pid><type>C</type><used_memory>1000 MiB</used_memory></process_info></processes></gpu>
            <gpu id="00000000:5E:00.0"><uuid>GPU-bbbb0000</uuid><mig_devices>
            None
            </mig_devices><processes></processes></gpu></nvidia_smi_log>
            """;

    @TempDir private Path folder;
    private Path program;
    private NvidiaSmi smi;

    @BeforeEach
    void script() throws Exception {
        var standIn = Path.of(System.getProperty("gradebox.home"), "sandbox/src/test/standin");
        program = folder.resolve("smi");
        Files.writeString(
                program,
                "#!/bin/sh\nexport STANDIN_GPUS=%s\nexec %s/nvidia-smi \"$@\"\n"
                        .formatted(folder, standIn));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        smi = new NvidiaSmi(program.toString(), Duration.ofSeconds(10));
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void listsWholeGpusInOrder() throws Exception {
        write("devices", DEVICES);

        assertThat(smi.devices())
                .containsExactly(
                        new GpuDevice(
                                "GPU-aaaa0000",
                                0,
                                "NVIDIA A100-SXM4-40GB",
                                40L << 30,
                                "550.54.15",
                                null),
                        new GpuDevice("GPU-cccc0000", 2, "NVIDIA GB10", 0, "580.95", null),
                        new GpuDevice(
                                "GPU-bbbb0000",
                                10,
                                "Tesla, with a comma",
                                15L << 30,
                                "550.54.15",
                                null));
    }

    @Test
    void slicesAreDevicesAndTheirGpuIsNone() throws Exception {
        write("devices", SLICED);
        write("listing", LISTING);
        write("xml", XML);

        assertThat(smi.devices())
                .extracting(GpuDevice::name, GpuDevice::uuid, GpuDevice::memoryBytes)
                .containsExactly(
                        tuple("0:0", "MIG-11110000-1111", 40448L << 20),
                        tuple("0:1", "MIG-22220000-2222", 9984L << 20),
                        tuple("1", "GPU-bbbb0000", 81559L << 20));
    }

    @Test
    void readsWhatIsOnASlice() throws Exception {
        write("devices", SLICED);
        write("listing", LISTING);
        write("xml", XML);
        write("used", "GPU-aaaa0000, 1059\nGPU-bbbb0000, 1\n");
        write("processes", "GPU-aaaa0000, 4711, 1000\n");
        var readings = smi.readings(smi.devices());

        assertThat(readings)
                .containsEntry("MIG-11110000-1111", new GpuReading(44L << 20, List.of()))
                .containsEntry("MIG-22220000-2222", new GpuReading(1015L << 20, List.of(4711L)))
                .containsEntry("GPU-bbbb0000", new GpuReading(1L << 20, List.of()))
                .hasSize(3);
    }

    @Test
    void readsWhatIsOnADevice() throws Exception {
        write("devices", DEVICES);
        write("used", "GPU-aaaa0000, 3\nGPU-bbbb0000, 700\nGPU-cccc0000, [N/A]\n");
        write("processes", "GPU-bbbb0000, 12, 300\nGPU-bbbb0000, 13, [N/A]\n");
        var readings = smi.readings(smi.devices());

        assertThat(readings)
                .containsEntry("GPU-aaaa0000", new GpuReading(3L << 20, List.of()))
                .containsEntry("GPU-bbbb0000", new GpuReading(700L << 20, List.of(12L, 13L)))
                .containsEntry("GPU-cccc0000", new GpuReading(0, List.of()));
    }

    @Test
    void oneThatIsLostDoesNotHideTheOthers() throws Exception {
        write("devices", DEVICES);
        write("used", "GPU-aaaa0000, 3\nGPU-bbbb0000, 700\nGPU-cccc0000, 1\n");
        var devices = smi.devices();
        write("lost-GPU-bbbb0000", "");

        assertThat(smi.readings(devices)).containsOnlyKeys("GPU-aaaa0000", "GPU-cccc0000");
    }

    @Test
    void oneWithWordsForFiguresIsLost() throws Exception {
        write("devices", DEVICES);
        write("used", "GPU-aaaa0000, [GPU is lost]\nGPU-bbbb0000, 700\n");

        assertThat(smi.readings(smi.devices())).containsOnlyKeys("GPU-bbbb0000");
    }

    @Test
    void whatItCannotReadIsRefused() throws Exception {
        write("devices", "oops\n");

        assertThatThrownBy(smi::devices)
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("printed what gradebox cannot read: oops");
    }

    @Test
    void oneThatItCannotReadIsToldOfAndDoesNotHideTheOthers() throws Exception {
        write("devices", DEVICES + "3, GPU-dddd0000, [Unknown Error], [Unknown Error]\n");

        assertThat(smi.devices()).hasSize(3);
        assertThat(smi.unreadable())
                .containsExactly("3, GPU-dddd0000, [Unknown Error], [Unknown Error]");
    }

    @Test
    void oneThatIsLostBeforeTheyAreListedDoesNotHideTheOthers() throws Exception {
        write("devices", SLICED.replace("Enabled", "Disabled"));
        write("listing", LISTING.replaceAll(" +MIG.*\n", ""));
        write("lost-GPU-aaaa0000", "");

        assertThat(smi.devices()).extracting(GpuDevice::uuid).containsExactly("GPU-bbbb0000");
        assertThat(smi.unreadable())
                .singleElement()
                .asString()
                .contains("GPU-aaaa0000", "GPU is lost");
    }

    @Test
    void theKernelsLastErrorIsAHint() throws Exception {
        var dmesg = folder.resolve("dmesg");
        Files.writeString(
                dmesg,
                """
                #!/bin/sh
                echo "[   50.000001] NVRM: Xid (PCI:0000:3b:00): 13, long ago"
                echo "[  990.000001] NVRM: Xid (PCI:0000:3b:00): 31, pid=7, a fault"
                echo "[  995.123456] NVRM: Xid (PCI:0000:3b:00): 79, GPU has fallen off the bus."
                echo "[  996.000000] usb 1-1: new device"
                """);
        assertThat(dmesg.toFile().setExecutable(true)).isTrue();
        write("uptime", "1000.50 3000.00\n");
        var log =
                new XidLog(
                        new Tool(dmesg.toString(), Duration.ofSeconds(10)),
                        folder.resolve("uptime"));

        assertThat(log.last(Duration.ofSeconds(60)))
                .contains("Xid 79 at PCI:0000:3b:00, GPU has fallen off the bus.");
        assertThat(log.last(Duration.ofSeconds(1))).isEmpty();
        Files.writeString(dmesg, "#!/bin/sh\necho not permitted\nexit 1\n");
        assertThat(log.last(Duration.ofSeconds(60))).isEmpty();
    }

    @Test
    void aDriverThatDoesNotAnswerIsToldApartFromNone() throws Exception {
        write("broken", "");
        assertThatThrownBy(smi::devices)
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("cannot be listed")
                .hasMessageContaining("exit code 9")
                .hasMessageContaining("couldn't communicate");
        var none = new NvidiaSmi(folder.resolve("none").toString(), Duration.ofSeconds(1));
        assertThatThrownBy(none::devices)
                .isInstanceOf(EngineUnavailableException.class)
                .hasMessageContaining("has no NVIDIA driver");
    }

    @Test
    void aDriverThatHangsCostsItsDeadline() throws Exception {
        write("hang", "");
        var hasty = new NvidiaSmi(program.toString(), Duration.ofMillis(300));
        long started = System.nanoTime();

        assertThatThrownBy(() -> hasty.readings(List.of()))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("gave no answer");
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(9));
    }
}
