package gradebox.sandbox.gpu;

import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Look for what the driver has put into this machine's file system. A device's number in {@code
 * /dev} is not its number in {@code nvidia-smi}: the kernel's own listing joins the two.
 *
 * @param root where the machine's file system begins: {@code /}
 * @param tool what lists the dynamic linker's cache
 */
record DriverSearch(Path root, Tool tool) {

    /** Look on this machine. */
    static DriverSearch here() {
        return new DriverSearch(Path.of("/"), new Tool("/sbin/ldconfig", Duration.ofSeconds(10)));
    }

    /** Find the files of these devices. */
    DriverFiles find(List<GpuDevice> devices) throws SandboxException, InterruptedException {
        try {
            var minors = minors();
            Map<String, List<Path>> nodes = new HashMap<>();
            for (var device : devices) {
                var minor = minors.get(device.board());
                if (minor != null) {
                    nodes.put(device.uuid(), nodes(device, minor));
                }
            }
            var shared =
                    Stream.of("/dev/nvidiactl", "/dev/nvidia-uvm").filter(this::isThere).toList();
            return new DriverFiles(nodes, shared.stream().map(Path::of).toList(), tool.run("-p"));
        } catch (SandboxException e) {
            throw e;
        } catch (IOException e) {
            throw new SandboxException("the NVIDIA driver's files cannot be listed", e);
        }
    }

    private boolean isThere(String path) {
        return Files.exists(at(path));
    }

    private Path at(String path) {
        return root.resolve(path.substring(1));
    }

    /** Return the number in {@code /dev} by UUID. */
    private Map<String, Integer> minors() throws IOException {
        Map<String, Integer> minors = new HashMap<>();
        for (var folder : folders("/proc/driver/nvidia/gpus")) {
            var lines = Files.readAllLines(folder.resolve("information"));
            var minor = number(lines, "Device Minor");
            for (var line : lines) {
                if (line.startsWith("GPU UUID:") && minor.isPresent()) {
                    minors.put(line.substring("GPU UUID:".length()).strip(), minor.getAsInt());
                }
            }
        }
        return minors;
    }

    private List<Path> folders(String path) throws IOException {
        try (var folders = Files.list(at(path))) {
            return folders.filter(Files::isDirectory).sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
    }

    private List<Path> nodes(GpuDevice device, int minor) throws IOException {
        var nodes = new ArrayList<>(List.of(Path.of("/dev/nvidia" + minor)));
        var slice = device.slice();
        if (slice != null) {
            var gpu = "/proc/driver/nvidia/capabilities/gpu" + minor;
            var instance = gpu + "/mig/gi" + slice.gpuInstance();
            nodes.add(capability(instance + "/access"));
            nodes.add(capability(instance + "/ci" + slice.computeInstance() + "/access"));
        }
        return nodes;
    }

    private Path capability(String path) throws IOException {
        var lines = Files.readAllLines(at(path));
        var number = number(lines, "DeviceFileMinor");
        if (number.isEmpty()) {
            throw new IOException(path + " names no device file");
        }
        return Path.of("/dev/nvidia-caps/nvidia-cap" + number.getAsInt());
    }

    private static OptionalInt number(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.matches(name + ":\\s*[0-9]{1,6}\\s*"))
                .mapToInt(line -> Integer.parseInt(line.substring(name.length() + 1).strip()))
                .findFirst();
    }
}
