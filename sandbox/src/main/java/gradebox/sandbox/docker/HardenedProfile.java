package gradebox.sandbox.docker;

import com.github.dockerjava.api.model.BindOptions;
import com.github.dockerjava.api.model.BindPropagation;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Ulimit;
import gradebox.sandbox.Confinement;
import gradebox.sandbox.Limits;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.seccomp.Sockets;
import gradebox.sandbox.seccomp.SystemCallFilter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turn what a sandbox is asked for into the engine's settings; nothing here touches an engine.
 *
 * @param spec what is asked for
 * @param engineCpus how many processors the engine has; it refuses to be asked for more
 * @param bounds what the engine can bound; it refuses to be asked for other CPU time
 * @param gpus how the engine is asked for GPUs
 */
record HardenedProfile(SandboxSpec spec, int engineCpus, EngineBounds bounds, GpuWay gpus) {
    static final String USER = Confinement.USER + ":" + Confinement.USER;
    static final String WORK = Confinement.WORK;

    private static final String CALLS = SystemCallFilter.of(Sockets.LOOPBACK).engineProfile();

    /** Expect NVIDIA's hook where a GPU is asked for. */
    HardenedProfile(SandboxSpec spec, int engineCpus) {
        this(spec, engineCpus, EngineBounds.ALL, GpuWay.NVIDIA);
    }

    Confinement confinement() {
        return new Confinement(spec, engineCpus);
    }

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
                .withShmSize(confinement().shm().bytes())
                .withMemory(limits.memoryBytes())
                .withMemorySwap(limits.memoryBytes())
                .withNanoCPUs(bounds.cpu() ? Math.round(confinement().cpus() * 1e9) : 0L)
                .withPidsLimit((long) limits.pids())
                .withUlimits(ulimits())
                .withOomScoreAdj(Confinement.OOM_SCORE)
                .withInit(!spec.first())
                .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE))
                .withAutoRemove(false)
                .withRestartPolicy(RestartPolicy.noRestart())
                .withDeviceRequests(
                        spec.gpu().isNone() ? List.of() : List.of(gpus.request(spec.gpu())));
    }

    /** The engine sizes shared memory itself. */
    private Map<String, String> temporaryFileSystems() {
        return Stream.of(confinement().tmp(), confinement().work())
                .collect(
                        Collectors.toMap(
                                Confinement.Temporary::at,
                                place -> place.options(Confinement.USER)));
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
        return confinement().ulimits().entrySet().stream()
                .map(limit -> new Ulimit(limit.getKey(), limit.getValue(), limit.getValue()))
                .toList();
    }

    List<String> environment() {
        return confinement().environment().entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .toList();
    }

    List<String> entrypoint() {
        return confinement().entrypoint();
    }
}
