package gradebox.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Say what every engine does with what a sandbox is asked for, so that the same program sees the
 * same sandbox on all of them.
 *
 * @param spec what is asked for
 * @param machineCpus how many processors there are; nothing gets more
 */
public record Confinement(SandboxSpec spec, int machineCpus) {
    /** Whom programs run as, group and user. */
    public static final int USER = 10_001;

    public static final String WORK = "/work";

    /** Where programs are looked for. */
    public static final String PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    public static final String HOST_NAME = "sandbox";

    /** Put a sandbox's processes first in line when a machine's memory runs out. */
    public static final int OOM_SCORE = 500;

    private static final long TMP_BYTES = 256L << 20;

    /** PyTorch's data loaders die for want of shared memory at an engine's usual 64 MiB. */
    private static final long LEAST_SHM_BYTES = 256L << 20;

    private static final int INODES = 20_000;
    private static final long OPEN_FILES = 1024;
    private static final Duration SECOND_LINE = Duration.ofSeconds(10);

    /**
     * Describe a temporary file system.
     *
     * @param at where it lies
     * @param bytes how much it holds
     * @param exec whether programs may be run from it
     * @param shared whether every user may write to it; else it is the program's own
     */
    public record Temporary(String at, long bytes, boolean exec, boolean shared) {

        /** Return the mount's options. */
        public String options(int user) {
            return "rw,%s,nosuid,nodev,size=%d,nr_inodes=%d,%s"
                    .formatted(
                            exec ? "exec" : "noexec",
                            bytes,
                            INODES,
                            shared ? "mode=1777" : "uid=%d,gid=%d,mode=0700".formatted(user, user));
        }
    }

    /** Return all writable places. Code that students' own tools compile runs below /work. */
    public List<Temporary> temporary() {
        return List.of(tmp(), work(), shm());
    }

    public Temporary tmp() {
        return new Temporary("/tmp", TMP_BYTES, false, true);
    }

    public Temporary work() {
        return new Temporary(WORK, spec.limits().diskBytes(), true, false);
    }

    /** Return shared memory: half of the memory, as Linux has it, of which it takes its share. */
    public Temporary shm() {
        long half = spec.limits().memoryBytes() / 2;
        return new Temporary("/dev/shm", Math.max(half, LEAST_SHM_BYTES), false, true);
    }

    public double cpus() {
        return Math.min(spec.limits().cpus(), machineCpus);
    }

    /** Return the limits of each process by their usual names. */
    public Map<String, Long> ulimits() {
        long largest = Math.max(spec.limits().diskBytes(), TMP_BYTES);
        return new TreeMap<>(Map.of("nofile", OPEN_FILES, "core", 0L, "fsize", largest));
    }

    /**
     * Return the program's whole environment. Numerical libraries size their thread pools by the
     * host's processors unless told.
     */
    public Map<String, String> environment() {
        String threads = String.valueOf((int) Math.ceil(cpus()));
        var all = new TreeMap<String, String>();
        all.put("PATH", PATH);
        all.put("HOME", "/tmp");
        all.put("OMP_NUM_THREADS", threads);
        all.put("MKL_NUM_THREADS", threads);
        all.put("OPENBLAS_NUM_THREADS", threads);
        all.put("PYTHONDONTWRITEBYTECODE", "1");
        all.put("PYTHONHASHSEED", "0");
        all.putAll(spec.environment());
        return all;
    }

    /**
     * Return what runs the program: a second line of defence should this JVM die. A program that is
     * process 1 keeps its own time, and takes the place of what starts it.
     */
    public List<String> entrypoint() {
        if (spec.first()) {
            return List.of("env");
        }
        long seconds = spec.limits().wall().plus(SECOND_LINE).toSeconds() + 1;
        return List.of("timeout", "-s", "KILL", String.valueOf(seconds));
    }
}
