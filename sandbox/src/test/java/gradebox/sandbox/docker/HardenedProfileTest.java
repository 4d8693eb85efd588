package gradebox.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.BindPropagation;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Ulimit;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.Mount;
import gradebox.sandbox.ReadmeMatrix;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.seccomp.Sockets;
import gradebox.sandbox.seccomp.SystemCallFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HardenedProfileTest {

    @Test
    void theReadmeSaysWhatContainersPromise() throws Exception {
        assertThat(EngineBounds.ALL.guarantees(true)).isEqualTo(ReadmeMatrix.column("docker"));
    }

    private static final long MB = 1 << 20;

    private final SandboxSpec spec =
            new SandboxSpec(
                    "s",
                    new Image("gradebox/cpu:1", "sha256:1", "1"),
                    new Limits(1.5, 700 * MB, 99, 300 * MB, Duration.ofSeconds(90)),
                    GpuRequest.NONE,
                    List.of(new Mount(Path.of("/srv/a:b"), "/sub")),
                    Map.of("COURSE", "x"));
    private final HardenedProfile profile = new HardenedProfile(spec, 8);
    private final HostConfig host = profile.hostConfig();

    @Test
    void givesNoPrivileges() {
        assertThat(host.getCapDrop()).containsExactly(Capability.ALL);
        assertThat(host.getCapAdd()).isNull();
        assertThat(host.getPrivileged()).isFalse();
        assertThat(host.getSecurityOpts())
                .containsExactly(
                        "no-new-privileges:true",
                        "seccomp=" + SystemCallFilter.of(Sockets.LOOPBACK).engineProfile());
        assertThat(HardenedProfile.USER).isEqualTo("10001:10001");
    }

    @Test
    void sharesNoNameSpace() {
        assertThat(host.getNetworkMode()).isEqualTo("none");
        assertThat(host.getIpcMode()).isEqualTo("private");
        assertThat(host.getCgroupnsMode()).isEqualTo("private");
        assertThat(host.getPidMode()).isNull();
        assertThat(host.getUsernsMode()).isNull();
    }

    @Test
    void letsItWriteInTemporaryPlacesOnly() {
        assertThat(host.getReadonlyRootfs()).isTrue();
        assertThat(host.getShmSize()).isEqualTo(350 * MB);
        assertThat(host.getTmpFs())
                .containsOnly(
                        Map.entry(
                                "/tmp",
                                "rw,noexec,nosuid,nodev,size=268435456,nr_inodes=20000,mode=1777"),
                        Map.entry(
                                "/work",
                                "rw,exec,nosuid,nodev,size=314572800,nr_inodes=20000,uid=10001,gid=10001,mode=0700"));
    }

    @Test
    void mountsAreReadOnlyAndPrivate() {
        assertThat(host.getBinds()).isNullOrEmpty();
        assertThat(host.getMounts())
                .singleElement()
                .satisfies(
                        mount -> {
                            assertThat(mount.getType()).isEqualTo(MountType.BIND);
                            assertThat(mount.getSource()).isEqualTo("/srv/a:b");
                            assertThat(mount.getTarget()).isEqualTo("/sub");
                            assertThat(mount.getReadOnly()).isTrue();
                            assertThat(
                                            Objects.requireNonNull(mount.getBindOptions())
                                                    .getPropagation())
                                    .isEqualTo(BindPropagation.R_PRIVATE);
                        });
    }

    @Test
    void boundsWhatItUses() {
        assertThat(host.getMemory()).isEqualTo(700 * MB);
        assertThat(host.getMemorySwap()).isEqualTo(700 * MB);
        assertThat(host.getNanoCPUs()).isEqualTo(1_500_000_000L);
        assertThat(host.getPidsLimit()).isEqualTo(99);
        assertThat(host.getOomScoreAdj()).isEqualTo(500);
        assertThat(host.getOomKillDisable()).isNull();
        assertThat(host.getUlimits())
                .containsExactly(
                        new Ulimit("core", 0L, 0L),
                        new Ulimit("fsize", 300 * MB, 300 * MB),
                        new Ulimit("nofile", 1024L, 1024L));
    }

    @Test
    void neverAsksForMoreProcessorsThanThereAre() {
        var small = new HardenedProfile(spec, 1);

        assertThat(small.hostConfig().getNanoCPUs()).isEqualTo(1_000_000_000L);
        assertThat(small.environment()).contains("OMP_NUM_THREADS=1");
    }

    @Test
    void isReapedByUsAndNobodyElse() {
        assertThat(host.getInit()).isTrue();
        assertThat(host.getAutoRemove()).isFalse();
        assertThat(host.getRestartPolicy()).isEqualTo(RestartPolicy.noRestart());
        assertThat(Objects.requireNonNull(host.getLogConfig()).getType())
                .isEqualTo(LogConfig.LoggingType.NONE);
    }

    @Test
    void theEnvironmentIsWritten() {
        assertThat(profile.environment())
                .containsExactly(
                        "COURSE=x",
                        "HOME=/tmp",
                        "MKL_NUM_THREADS=2",
                        "OMP_NUM_THREADS=2",
                        "OPENBLAS_NUM_THREADS=2",
                        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                        "PYTHONDONTWRITEBYTECODE=1",
                        "PYTHONHASHSEED=0");
    }

    @Test
    void aSecondLineOfDefenceComesAfterOurOwnDeadline() {
        assertThat(profile.entrypoint()).containsExactly("timeout", "-s", "KILL", "101");
    }

    @Test
    void aProgramMayBeTheFirstProcessItself() {
        var first = new HardenedProfile(spec.asFirstProcess(), 8);

        assertThat(first.hostConfig().getInit()).isFalse();
        assertThat(first.entrypoint()).containsExactly("env");
    }

    @Test
    void dataLoadersHaveSharedMemoryInASmallSandboxToo() {
        var small = spec.within(new Limits(1, 128 * MB, 64, MB, Duration.ofSeconds(9)));

        assertThat(new HardenedProfile(small, 8).hostConfig().getShmSize()).isEqualTo(256 * MB);
    }

    @Test
    void asksForGpusByTheirNamesInSpecificationsWhereTheEngineHasThose() {
        var gpu = new GpuRequest(List.of("GPU-7"));
        var with = new SandboxSpec("s", spec.image(), spec.limits(), gpu, List.of(), Map.of());

        assertThat(
                        new HardenedProfile(with, 8, EngineBounds.ALL, GpuWay.CDI)
                                .hostConfig()
                                .getDeviceRequests())
                .containsExactly(
                        new DeviceRequest()
                                .withDriver("cdi")
                                .withDeviceIds(List.of("nvidia.com/gpu=GPU-7")));
    }

    @Test
    void asksForGpusByDevice() {
        var gpu = new GpuRequest(List.of("GPU-7", "MIG-1"));
        var with = new SandboxSpec("s", spec.image(), spec.limits(), gpu, List.of(), Map.of());

        assertThat(host.getDeviceRequests()).isEmpty();
        assertThat(new HardenedProfile(with, 8).hostConfig().getDeviceRequests())
                .singleElement()
                .satisfies(
                        request -> {
                            assertThat(request.getDriver()).isEqualTo("nvidia");
                            assertThat(request.getDeviceIds()).containsExactly("GPU-7", "MIG-1");
                            assertThat(request.getCapabilities())
                                    .containsExactly(List.of("gpu", "compute", "utility"));
                        });
    }
}
