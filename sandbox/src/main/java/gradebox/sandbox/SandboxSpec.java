package gradebox.sandbox;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Describe a sandbox: what it sees and what it may use. It has no network, no capability and no
 * writable place but its working folder {@code /work}, {@code /tmp} and {@code /dev/shm}, which
 * vanish with it.
 *
 * @param name what to call it in logs and labels: letters, digits, {@code . _ -}
 * @param image what its root file system is
 * @param limits what it may use
 * @param gpu the devices it gets
 * @param mounts what it sees of the host, read-only
 * @param environment its whole environment beside {@code PATH}, {@code HOME} and the thread counts
 *     of numerical libraries
 * @param first whether the program is the sandbox's process 1 itself, which nothing in there can
 *     signal: it then reaps orphans, and keeps its own time. Otherwise it runs below an init and a
 *     {@code timeout}.
 * @param terminal whether it can open a pseudo-terminal; some engines let it anyway, and one cannot
 */
public record SandboxSpec(
        String name,
        Image image,
        Limits limits,
        GpuRequest gpu,
        List<Mount> mounts,
        Map<String, String> environment,
        boolean first,
        boolean terminal) {

    public SandboxSpec {
        mounts = List.copyOf(mounts);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,199}")) {
            throw new IllegalArgumentException("not a sandbox's name: " + name);
        }
    }

    /** Describe a sandbox whose program runs below an init. */
    public SandboxSpec(
            String name,
            Image image,
            Limits limits,
            GpuRequest gpu,
            List<Mount> mounts,
            Map<String, String> environment) {
        this(name, image, limits, gpu, mounts, environment, false, false);
    }

    public SandboxSpec named(String other) {
        return new SandboxSpec(other, image, limits, gpu, mounts, environment, first, terminal);
    }

    /** Return this with its program as the sandbox's process 1. */
    public SandboxSpec asFirstProcess() {
        return new SandboxSpec(name, image, limits, gpu, mounts, environment, true, terminal);
    }

    public SandboxSpec within(Limits other) {
        return new SandboxSpec(name, image, other, gpu, mounts, environment, first, terminal);
    }

    /** Return this with further read-only mounts. */
    public SandboxSpec mounting(Mount... more) {
        var all = new ArrayList<>(mounts);
        all.addAll(List.of(more));
        return new SandboxSpec(name, image, limits, gpu, all, environment, first, terminal);
    }

    /** Return this with further variables. */
    public SandboxSpec setting(Map<String, String> more) {
        var all = new TreeMap<>(environment);
        all.putAll(more);
        return new SandboxSpec(name, image, limits, gpu, mounts, all, first, terminal);
    }

    /** Return this for a program that opens a pseudo-terminal. */
    public SandboxSpec withTerminal() {
        return new SandboxSpec(name, image, limits, gpu, mounts, environment, first, true);
    }
}
