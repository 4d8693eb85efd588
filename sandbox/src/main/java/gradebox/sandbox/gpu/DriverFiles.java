package gradebox.sandbox.gpu;

import gradebox.sandbox.EngineUnavailableException;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Hold what this machine's NVIDIA driver has put into its file system.
 *
 * @param nodes by a device's UUID, the device nodes that it alone has; a slice's are its GPU's and
 *     those of its two instances
 * @param shared the nodes that every device needs
 * @param libraries the dynamic linker's cache, as {@code ldconfig -p} prints it
 */
public record DriverFiles(
        Map<String, List<Path>> nodes, List<Path> shared, List<String> libraries) {
    /** Where the libraries are seen inside. */
    public static final String LIBRARIES = "/nvidia";

    /** What computing needs; what draws, encodes or shows stays out. */
    private static final Pattern LIBRARY =
            Pattern.compile(
                    "(lib(?:cuda|cudadebugger|nvidia-(?:ml|ptxjitcompiler|nvvm|gpucomp|allocator))\\.so\\.[0-9]+)"
                            + " \\(libc6,x86-64[^)]*\\) => (/\\S+)");

    public DriverFiles {
        nodes = Map.copyOf(nodes);
        shared = List.copyOf(shared);
        libraries = List.copyOf(libraries);
    }

    /** Look for the files of this machine's devices. */
    public static DriverFiles ofThisMachine(GpuDriver driver)
            throws SandboxException, InterruptedException {
        return DriverSearch.here().find(driver.devices());
    }

    /**
     * Return what a sandbox needs for these devices.
     *
     * @throws EngineUnavailableException if the driver has no such device, or no library
     */
    public GpuFiles filesOf(GpuRequest gpu) throws EngineUnavailableException {
        if (gpu.isNone()) {
            return GpuFiles.NONE;
        }
        var devices = new LinkedHashSet<>(shared);
        for (var uuid : gpu.devices()) {
            devices.addAll(nodesOf(uuid));
        }
        return new GpuFiles(
                List.copyOf(devices),
                mounts(),
                Map.of(
                        "LD_LIBRARY_PATH",
                        LIBRARIES,
                        "CUDA_VISIBLE_DEVICES",
                        String.join(",", gpu.devices())));
    }

    private List<Path> nodesOf(String uuid) throws EngineUnavailableException {
        var own = nodes.get(uuid);
        if (own == null) {
            throw new EngineUnavailableException(
                    "the NVIDIA driver has no device nodes for GPU %s: see nvidia-smi -L and ls /dev/nvidia*"
                            .formatted(uuid));
        }
        return own;
    }

    private List<Mount> mounts() throws EngineUnavailableException {
        var mounts = new ArrayList<Mount>();
        Set<String> names = new LinkedHashSet<>();
        for (var line : libraries) {
            var found = LIBRARY.matcher(line.strip());
            if (found.matches() && names.add(found.group(1))) {
                mounts.add(new Mount(Path.of(found.group(2)), LIBRARIES + "/" + found.group(1)));
            }
        }
        if (!names.contains("libcuda.so.1")) {
            throw new EngineUnavailableException(
                    "the NVIDIA driver's library libcuda.so.1 is not installed here: ldconfig -p"
                            + " does not list it");
        }
        return mounts;
    }
}
