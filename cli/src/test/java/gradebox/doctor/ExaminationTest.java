package gradebox.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.doctor.Finding.Fail;
import gradebox.doctor.Finding.Ok;
import gradebox.doctor.Finding.Warn;
import gradebox.sandbox.docker.EngineBounds;
import gradebox.sandbox.docker.EngineFacts;
import gradebox.sandbox.gpu.DriverFiles;
import gradebox.sandbox.gpu.GpuDriver;
import gradebox.sandbox.gpu.HostGpus;
import gradebox.sandbox.gpu.PretendedGpus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExaminationTest {
    private static final HostGpus.Search PRESENT =
            () ->
                    new DriverFiles(
                            Map.of("GPU-00000000", List.of(Path.of("/dev/nvidia0"))),
                            List.of(Path.of("/dev/nvidiactl")),
                            List.of("libcuda.so.1 (libc6,x86-64) => /lib/libcuda.so.1"));

    private final PretendedHost host = new PretendedHost();

    private Finding kernel(String subject) {
        return find(new KernelExamination(host).findings(), subject);
    }

    private static Finding find(List<Finding> findings, String subject) {
        return findings.stream()
                .filter(finding -> finding.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private static List<Finding> docker(String version, String runc, String... security) {
        var facts =
                new EngineFacts(
                        version,
                        Optional.of(runc),
                        "2",
                        new EngineBounds(true, true, true, true),
                        List.of(security),
                        Optional.of(Path.of("/var/lib/docker")));
        return new DockerExamination(facts).findings();
    }

    @Test
    void aMachineWhereAllIsWell() throws Exception {
        host.printing("bwrap", "bubblewrap 0.11.0").printing("nvidia-ctk", "version 1.17.8");

        assertThat(new KernelExamination(host).findings()).hasOnlyElementsOfType(Ok.class);
        assertThat(docker("26.1.5", "1.3.3", "name=seccomp,profile=builtin"))
                .hasOnlyElementsOfType(Ok.class);
        assertThat(new BubblewrapExamination(host, true).findings())
                .hasOnlyElementsOfType(Ok.class);
        assertThat(gpus(new PretendedGpus(2), true, "all")).hasOnlyElementsOfType(Ok.class);
        assertThat(new DiskExamination(host, Map.of("state", Path.of("/"))).findings())
                .containsExactly(new Ok("disk: state", "50.0 GB free in /"));
    }

    @Test
    void anOldJdkFails() {
        assertThat(java("17.0.9", true))
                .isEqualTo(new Fail("JDK", "17.0.9", "install a JDK of release 21 or newer"));
        assertThat(java("21.0.1+12", true)).isInstanceOf(Ok.class);
        assertThat(JavaExamination.ofThisProcess().findings()).hasOnlyElementsOfType(Ok.class);
    }

    @Test
    void aJavaWithoutACompilerFails() {
        assertThat(java("21.0.1+12", false))
                .isEqualTo(
                        new Fail(
                                "JDK",
                                "21.0.1+12, without a compiler",
                                "install a whole JDK of release 21 or newer: suites in Java are compiled"));
    }

    private static Finding java(String version, boolean compiles) {
        var examination = new JavaExamination(Runtime.Version.parse(version), compiles);
        return examination.findings().getFirst();
    }

    private List<Finding> gpus(GpuDriver driver, boolean docker, String... words) throws Exception {
        return gpus(driver, PRESENT, docker, words);
    }

    private List<Finding> gpus(
            GpuDriver driver, HostGpus.Search files, boolean docker, String... words)
            throws Exception {
        var question = new GpuExamination.Question(List.of(words), docker);
        return new GpuExamination(host, driver, new HostGpus(files), question).findings();
    }

    @Test
    void aKernelWithoutFiltersFails() {
        host.with("/proc/sys/kernel/seccomp/actions_avail", "kill_thread trap");

        assertThat(kernel("seccomp")).isInstanceOf(Fail.class);
    }

    @Test
    void aPipedCorePatternIsWarnedOf() {
        host.with("/proc/sys/kernel/core_pattern", "|/usr/share/apport/apport %p");

        assertThat(kernel("core_pattern"))
                .isInstanceOf(Warn.class)
                .extracting(Finding::found)
                .isEqualTo("piped: |/usr/share/apport/apport %p");
    }

    @Test
    void userNameSpacesCanBeForbiddenInThreeWays() {
        host.with("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1");
        assertThat(kernel("user namespaces").found()).isEqualTo("AppArmor restricts them");
        host.with("/proc/sys/kernel/unprivileged_userns_clone", "0");
        assertThat(kernel("user namespaces").found())
                .isEqualTo("kernel.unprivileged_userns_clone is 0");
        host.with("/proc/sys/user/max_user_namespaces", "0");
        assertThat(kernel("user namespaces")).isInstanceOf(Warn.class);
    }

    @Test
    void littleMemoryIsWarnedOf() {
        host.with("/proc/meminfo", "MemAvailable:    1048576 kB");

        assertThat(kernel("memory")).isInstanceOf(Warn.class);
        assertThat(kernel("memory").found()).isEqualTo("1.0 GiB available");
    }

    @Test
    void aFullDiskFailsAndAnUnknownOneIsWarnedOf() {
        var places = Map.of("results", Path.of("/out"));

        assertThat(new DiskExamination(host.withRoom(1_999_999_999), places).findings())
                .containsExactly(
                        new Fail(
                                "disk: results",
                                "2.0 GB free in /out",
                                "free 2 GB there, or choose another place"));
        assertThat(new DiskExamination(host.withRoom(-1), places).findings())
                .hasOnlyElementsOfType(Warn.class);
    }

    @Test
    void anOldRuntimeIsAWarningWithTheWayToTell() {
        var runc = find(docker("20.10.24+dfsg1", "1.1.5+ds1", "name=seccomp"), "runc");

        assertThat(runc).isInstanceOf(Warn.class);
        assertThat(runc.found())
                .isEqualTo(
                        "1.1.5+ds1: by its number open to CVE-2024-21626, CVE-2025-31133,"
                                + " CVE-2025-52565, CVE-2025-52881");
        assertThat(((Warn) runc).advice()).contains("changelog", "1.2.8");
        assertThat(find(docker("28.0", "nobody knows", "name=seccomp"), "runc"))
                .isInstanceOf(Warn.class);
    }

    @Test
    void anOldEngineAndOneWithoutFiltersFail() {
        assertThat(find(docker("19.03.1", "1.3.3", "name=seccomp"), "Docker engine"))
                .isInstanceOf(Fail.class);
        assertThat(find(docker("26.1", "1.3.3", "name=apparmor"), "engine's seccomp"))
                .isInstanceOf(Fail.class);
    }

    @Test
    void bubblewrapMattersWhereItIsAskedFor() throws Exception {
        assertThat(new BubblewrapExamination(host, true).findings())
                .hasOnlyElementsOfType(Fail.class);
        assertThat(new BubblewrapExamination(host, false).findings())
                .hasOnlyElementsOfType(Ok.class);
        host.printing("bwrap", "bubblewrap 0.4.1");
        assertThat(new BubblewrapExamination(host, true).findings())
                .hasOnlyElementsOfType(Fail.class);
        assertThat(new BubblewrapExamination(host, false).findings())
                .hasOnlyElementsOfType(Warn.class);
    }

    @Test
    void anOldOrMissingNvidiaToolkitFails() throws Exception {
        var gpus = new PretendedGpus(1);
        var missing = gpus(gpus, true, "all");
        assertThat(find(missing, "NVIDIA toolkit").found()).isEqualTo("not installed");
        assertThat(find(missing, "NVIDIA toolkit")).isInstanceOf(Fail.class);

        host.printing("nvidia-ctk", "NVIDIA Container Toolkit CLI version 1.17.7\ncommit: x");
        var old = find(gpus(gpus, true, "all"), "NVIDIA toolkit");
        assertThat(old).isInstanceOf(Fail.class);
        assertThat(old.found()).isEqualTo("NVIDIA Container Toolkit CLI version 1.17.7");
    }

    @Test
    void noGpuFailsWhereOneIsAskedFor() throws Exception {
        assertThat(find(gpus(new PretendedGpus(0), true, "all"), "GPUs")).isInstanceOf(Fail.class);
    }

    @Test
    void aGpuThatIsNotThereFails() throws Exception {
        host.printing("nvidia-ctk", "version 1.17.8");
        assertThat(gpus(new PretendedGpus(2), true, "1", "7"))
                .contains(
                        new Fail(
                                "GPUs",
                                "there is no device 7",
                                "name some of these with --gpus: 0 Pretended 8 (driver 550.54),"
                                        + " 1 Pretended 8 (driver 550.54)"));
        assertThat(gpus(new PretendedGpus(2), true, "1"))
                .contains(new Ok("GPUs", "1 Pretended 8 (driver 550.54)"));
    }

    @Test
    void withoutDockerTheDriversFilesMatterAndTheToolkitDoesNot() throws Exception {
        assertThat(gpus(new PretendedGpus(2), false, "0"))
                .containsExactly(
                        new Ok("GPUs", "0 Pretended 8 (driver 550.54)"),
                        new Ok("NVIDIA driver's files", "2 device nodes, 1 libraries"));

        HostGpus.Search nothing = () -> new DriverFiles(Map.of(), List.of(), List.of());
        var missing = gpus(new PretendedGpus(2), nothing, false, "0").getLast();
        assertThat(missing).isInstanceOf(Fail.class);
        assertThat(missing.found()).contains("no device nodes for GPU GPU-00000000");
    }

    @Test
    void thisHostAnswersOrSaysNothing() throws Exception {
        var real = new ThisHost();

        assertThat(real.read("/proc/sys/kernel/osrelease")).isPresent();
        assertThat(real.read("/no/such/file")).isEmpty();
        assertThat(real.run(List.of("echo", "a", "b"))).contains("a b");
        assertThat(real.run(List.of("false"))).isEmpty();
        assertThat(real.run(List.of("no-such-program-here"))).isEmpty();
        assertThat(real.room(Path.of("/tmp/not/there/yet"))).isPresent();
    }

    @Test
    void anEngineThatCannotBoundIsWarnedOfOrFails() {
        assertThat(groups(new EngineBounds(true, false, true, false)))
                .isInstanceOfSatisfying(
                        Warn.class,
                        warn -> assertThat(warn.found()).endsWith("a bound on swap, CPU time"));
        assertThat(groups(new EngineBounds(false, true, true, true))).isInstanceOf(Fail.class);
        assertThat(groups(new EngineBounds(true, true, false, true))).isInstanceOf(Fail.class);
    }

    private static Finding groups(EngineBounds bounds) {
        var facts =
                new EngineFacts(
                        "26.1.5", Optional.of("1.3.3"), "1", bounds, List.of(), Optional.empty());
        return find(new DockerExamination(facts).findings(), "cgroups");
    }
}
