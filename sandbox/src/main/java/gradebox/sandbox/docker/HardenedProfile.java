package gradebox.sandbox.docker;

import com.github.dockerjava.api.model.BindOptions;
import com.github.dockerjava.api.model.BindPropagation;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Ulimit;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Limits;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.seccomp.Sockets;
import gradebox.sandbox.seccomp.SystemCallFilter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turn what a sandbox is asked for into the engine's settings; nothing here touches an engine.
 *
 * @param spec what is asked for
 * @param engineCpus how many processors the engine has; it refuses to be asked for more
 */
record HardenedProfile(SandboxSpec spec, int engineCpus) {
    static final String USER = "10001:10001";
    static final String WORK = "/work";

    private static final String CALLS = SystemCallFilter.of(Sockets.LOOPBACK).engineProfile();

    private static final long TMP_BYTES = 256L << 20;

    /** PyTorch's data loaders die for want of shared memory at the engine's own 64 MiB. */
    private static final long SHM_BYTES = 256L << 20;

    private static final int INODES = 20_000;
    private static final long OPEN_FILES = 1024;
    private static final Duration SECOND_LINE = Duration.ofSeconds(10);

    HostConfig hostConfig() {
        Limits limits = spec.limits();
        return HostConfig.newHostConfig()
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges:true", "seccomp=" + CALLS))
                .withPrivileged(false)
                .withReadonlyRootfs(true)
                .withTmpFs(temporaryFileSystems())
                .withMounts(spec.mounts().stream().map(HardenedProfile::readOnly).toList())
                .withNetworkMode("none")
                .withIpcMode("private")
                .withCgroupnsMode("private")
                .withShmSize(SHM_BYTES)
                .withMemory(limits.memoryBytes())
                .withMemorySwap(limits.memoryBytes())
                .withNanoCPUs(Math.round(cpus() * 1e9))
                .withPidsLimit((long) limits.pids())
                .withUlimits(ulimits())
                .withOomScoreAdj(500)
                .withInit(!spec.first())
                .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE))
                .withAutoRemove(false)
                .withRestartPolicy(RestartPolicy.noRestart())
                .withDeviceRequests(devices(spec.gpu()));
    }

    private double cpus() {
        return Math.min(spec.limits().cpus(), engineCpus);
    }

    /** Code that the student's own tools compile runs below {@code /work}, hence exec there. */
    private Map<String, String> temporaryFileSystems() {
        return Map.of(
                "/tmp",
                "rw,noexec,nosuid,nodev,size=%d,nr_inodes=%d,mode=1777"
                        .formatted(TMP_BYTES, INODES),
                WORK,
                "rw,exec,nosuid,nodev,size=%d,nr_inodes=%d,uid=10001,gid=10001,mode=0700"
                        .formatted(spec.limits().diskBytes(), INODES));
    }

    /**
     * A mount, not a bind: the engine makes a folder of root's where a bind's source is missing.
     */
    private static Mount readOnly(gradebox.sandbox.Mount mount) {
        return new Mount()
                .withType(MountType.BIND)
                .withSource(mount.source().toString())
                .withTarget(mount.target())
                .withReadOnly(true)
                .withBindOptions(new BindOptions().withPropagation(BindPropagation.R_PRIVATE));
    }

    private List<Ulimit> ulimits() {
        long largest = Math.max(spec.limits().diskBytes(), TMP_BYTES);
        return List.of(
                new Ulimit("nofile", OPEN_FILES, OPEN_FILES),
                new Ulimit("core", 0L, 0L),
                new Ulimit("fsize", largest, largest));
    }

    private static List<DeviceRequest> devices(GpuRequest gpu) {
        if (gpu.isNone()) {
            return List.of();
        }
        return List.of(
                new DeviceRequest()
                        .withDriver("nvidia")
                        .withDeviceIds(gpu.devices())
                        .withCapabilities(List.of(List.of("gpu", "compute", "utility"))));
    }

    /**
     * Return the program's whole environment. Numerical libraries size their thread pools by the
     * host's processors unless told.
     */
    List<String> environment() {
        String threads = String.valueOf((int) Math.ceil(cpus()));
        var all = new TreeMap<String, String>();
        all.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        all.put("HOME", "/tmp");
        all.put("OMP_NUM_THREADS", threads);
        all.put("MKL_NUM_THREADS", threads);
        all.put("OPENBLAS_NUM_THREADS", threads);
        all.put("PYTHONDONTWRITEBYTECODE", "1");
        all.put("PYTHONHASHSEED", "0");
        all.putAll(spec.environment());
        return all.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList();
    }

    /**
     * Return what runs the program: a second line of defence should this JVM die. A program that is
     * process 1 keeps its own time, and takes the place of what starts it.
     */
    List<String> entrypoint() {
        if (spec.first()) {
            return List.of("env");
        }
        long seconds = spec.limits().wall().plus(SECOND_LINE).toSeconds() + 1;
        return List.of("timeout", "-s", "KILL", String.valueOf(seconds));
    }
}
