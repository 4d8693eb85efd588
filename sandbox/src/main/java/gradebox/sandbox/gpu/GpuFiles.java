package gradebox.sandbox.gpu;

import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Say what a sandbox without a Docker engine needs of the host for the devices that it was given,
 * and nothing of the others.
 *
 * @param devices device nodes, at the same place inside, to be read and written
 * @param libraries the driver's libraries, read-only, below {@link DriverFiles#LIBRARIES}
 * @param environment variables that make them be found
 */
public record GpuFiles(List<Path> devices, List<Mount> libraries, Map<String, String> environment) {

    /** What a sandbox without a GPU needs. */
    public static final GpuFiles NONE = new GpuFiles(List.of(), List.of(), Map.of());

    public GpuFiles {
        devices = List.copyOf(devices);
        libraries = List.copyOf(libraries);
        environment = Map.copyOf(environment);
    }

    /** Return a sandbox's spec with these libraries and variables; the nodes are for its engine. */
    public SandboxSpec addedTo(SandboxSpec spec) {
        var own = new TreeMap<>(environment);
        own.keySet().removeAll(spec.environment().keySet());
        return spec.mounting(libraries.toArray(Mount[]::new)).setting(own);
    }
}
