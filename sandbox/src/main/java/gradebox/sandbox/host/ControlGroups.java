package gradebox.sandbox.host;

import gradebox.sandbox.Limits;
import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Make control groups below one parent of ours, in either version of the kernel's interface.
 *
 * @param parents by controller, the folder that groups are made in; one folder thrice in version 2
 * @param unified whether that is version 2
 */
public record ControlGroups(Map<String, Path> parents, boolean unified) {
    static final String MEMORY = "memory";
    static final String PIDS = "pids";
    static final String CPU = "cpu";
    static final List<String> CONTROLLERS = List.of(MEMORY, PIDS, CPU);

    private static final long PERIOD_MICROS = 100_000;

    public ControlGroups {
        parents = Map.copyOf(parents);
    }

    /** Make a group with these limits. */
    public ControlGroup make(String name, Limits limits, double cpus) throws SandboxException {
        var group = existing(name);
        try {
            for (var folder : group.folders()) {
                Files.createDirectory(folder);
            }
            for (var setting : settings(name, limits, cpus).entrySet()) {
                Files.writeString(setting.getKey(), setting.getValue());
            }
            return group;
        } catch (IOException e) {
            group.removeQuietly();
            throw new SandboxException("no control group can be made: " + e.getMessage(), e);
        }
    }

    /** Name a group that may be there. */
    public ControlGroup existing(String name) {
        Set<Path> folders = new LinkedHashSet<>();
        for (var controller : CONTROLLERS) {
            folders.add(folder(controller, name));
        }
        return new ControlGroup(List.copyOf(folders), folder(MEMORY, name), unified);
    }

    private Path folder(String controller, String name) {
        var parent = parents.get(controller);
        if (parent == null) {
            throw new IllegalStateException("no controller " + controller);
        }
        return parent.resolve(name);
    }

    /** Return what to write where, in that order. */
    Map<Path, String> settings(String name, Limits limits, double cpus) {
        var all = new ArrayList<Map.Entry<Path, String>>();
        var memory = folder(MEMORY, name);
        var cpu = folder(CPU, name);
        String bytes = String.valueOf(limits.memoryBytes());
        long quota = Math.max(1000, Math.round(cpus * PERIOD_MICROS));
        if (unified) {
            all.add(Map.entry(memory.resolve("memory.max"), bytes));
            addIfThere(all, memory.resolve("memory.swap.max"), "0");
            all.add(Map.entry(cpu.resolve("cpu.max"), quota + " " + PERIOD_MICROS));
        } else {
            all.add(Map.entry(memory.resolve("memory.limit_in_bytes"), bytes));
            addIfThere(all, memory.resolve("memory.memsw.limit_in_bytes"), bytes);
            all.add(Map.entry(cpu.resolve("cpu.cfs_period_us"), "" + PERIOD_MICROS));
            all.add(Map.entry(cpu.resolve("cpu.cfs_quota_us"), "" + quota));
        }
        all.add(Map.entry(folder(PIDS, name).resolve("pids.max"), "" + limits.pids()));
        var inOrder = new java.util.LinkedHashMap<Path, String>();
        all.forEach(entry -> inOrder.put(entry.getKey(), entry.getValue()));
        return inOrder;
    }

    /** A kernel that does not account for swap has no file to say so. */
    private static void addIfThere(List<Map.Entry<Path, String>> all, Path file, String value) {
        if (Files.exists(file)) {
            all.add(Map.entry(file, value));
        }
    }

    static Map<String, Path> all(Path folder) {
        var parents = new TreeMap<String, Path>();
        CONTROLLERS.forEach(controller -> parents.put(controller, folder));
        return parents;
    }
}
