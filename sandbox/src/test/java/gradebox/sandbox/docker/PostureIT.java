package gradebox.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.Volume;
import gradebox.sandbox.ExecResult;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Image;
import gradebox.sandbox.Mount;
import gradebox.sandbox.Posture;
import gradebox.sandbox.PostureProbe;
import gradebox.sandbox.Sandbox;
import gradebox.sandbox.SandboxException;
import gradebox.sandbox.SandboxFactory;
import gradebox.sandbox.SandboxSpec;
import gradebox.sandbox.Termination;
import gradebox.sandbox.Trait;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Loosen a sandbox by one line at a time: each is refused in words of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostureIT {
    private DockerEngine engine;
    private SandboxFactory sandboxes;
    private Image image;

    @BeforeAll
    void connect() throws Exception {
        engine = DockerEngine.connect(System.getenv());
        sandboxes = engine.sandboxes();
        image = CourseImage.of(engine);
    }

    @AfterAll
    void close() {
        sandboxes.close();
        engine.close();
    }

    /** Open sandboxes that are not quite ours, and promise what ours are like. */
    private final class LooseFactory implements SandboxFactory {
        private final Consumer<LooseContainer.Settings> change;

        LooseFactory(Consumer<LooseContainer.Settings> change) {
            this.change = change;
        }

        @Override
        public String engine() {
            return "docker";
        }

        @Override
        public Posture posture(SandboxSpec spec) throws SandboxException, InterruptedException {
            return sandboxes.posture(spec);
        }

        @Override
        public Sandbox open(SandboxSpec spec, List<String> argv) {
            throw new AssertionError("the probe runs to its end");
        }

        @Override
        public ExecResult run(
                SandboxSpec spec, List<String> argv, byte[] input, Duration limit, int cap)
                throws SandboxException {
            try {
                var output = new LooseContainer(engine, spec).run(argv, change);
                return new ExecResult(
                        new Termination.Exited(0),
                        Duration.ZERO,
                        output.getBytes(StandardCharsets.UTF_8),
                        false,
                        "");
            } catch (Exception e) {
                throw new SandboxException("the loosened container failed", e);
            }
        }

        @Override
        public void close() {}
    }

    private void refuses(String words, Consumer<LooseContainer.Settings> change) {
        assertThatThrownBy(() -> new PostureProbe(new LooseFactory(change)).demand(image))
                .isInstanceOf(SandboxException.class)
                .hasMessageStartingWith("nothing is graded: a sandbox of docker is not what")
                .hasMessageContaining(words)
                .hasMessageEndingWith("run gradebox doctor");
    }

    @Test
    void ourOwnIsAsPromised() throws Exception {
        var found = new PostureProbe(sandboxes).demand(image);

        assertThat(found.traits())
                .containsOnlyKeys(Trait.values())
                .containsAllEntriesOf(
                        Map.of(
                                Trait.CAPABILITIES, "none",
                                Trait.NO_NEW_PRIVILEGES, "yes",
                                Trait.SYSTEM_CALLS, "our filter",
                                Trait.USER, "10001:10001",
                                Trait.WRITABLE, "/dev/mqueue /dev/shm /tmp /work",
                                Trait.ROOT, "read-only",
                                Trait.INTERFACES, "lo",
                                Trait.DEVICES, "the usual",
                                Trait.PROCESSES, "1"));
    }

    @Test
    void theProgramSeesTheSameWithoutTheFactory() throws Exception {
        assertThat(new PostureProbe(new LooseFactory(settings -> {})).demand(image))
                .isEqualTo(new PostureProbe(sandboxes).demand(image));
    }

    @Test
    void capabilitiesThatAreNotDropped() {
        refuses(
                "capabilities: expected none, found CapBnd 0000",
                settings -> settings.host.withCapDrop());
    }

    @Test
    void newPrivileges() {
        refuses(
                "no new privileges: expected yes, found no",
                LooseContainer.Settings::withNewPrivileges);
    }

    @Test
    void noFilter() {
        refuses(
                "system calls: expected our filter, found not filtered",
                LooseContainer.Settings::withoutFilter);
    }

    @Test
    void theEnginesOwnFilter() {
        refuses(
                "system calls: expected our filter, found another filter",
                settings -> settings.host.withSecurityOpts(List.of("no-new-privileges:true")));
    }

    @Test
    void rootAsUser() {
        refuses("user: expected 10001:10001, found 0:0", settings -> settings.user = "0:0");
    }

    @Test
    void anotherGroup() {
        refuses(
                "user: expected 10001:10001, found 10001:10001 and groups 44",
                settings -> settings.host.withGroupAdd(List.of("44")));
    }

    @Test
    void aWritableRoot() {
        refuses(
                "root: expected read-only, found not read-only",
                settings -> settings.host.withReadonlyRootfs(false));
    }

    @Test
    void aWritableFolderOfTheHost(@TempDir Path folder) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        refuses(
                "writable: expected /dev/mqueue /dev/shm /tmp /work, found /dev/mqueue /dev/shm /srv /tmp /work",
                settings ->
                        settings.host.withBinds(
                                new Bind(folder.toString(), new Volume("/srv"), AccessMode.rw)));
    }

    /** The program has no name of such a place: it goes and looks. */
    @Test
    void aWritableFolderDeepInAMountThatIsNot(@TempDir Path folder) throws Exception {
        var deep = Files.createDirectories(folder.resolve("a/b/c"));
        var file = Files.writeString(folder.resolve("a/file"), "");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(deep, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        refuses(
                "found /dev/mqueue /dev/shm /srv/a/b/c /srv/a/file /tmp /work",
                settings ->
                        settings.host.withBinds(
                                new Bind(folder.toString(), new Volume("/srv"), AccessMode.rw)));
    }

    @Test
    void whatASubmissionIsGivenIsNotWritable(@TempDir Path folder) throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        var mounts = List.of(new Mount(folder.toRealPath(), "/opt/given"));
        var probe = new PostureProbe(sandboxes);

        assertThat(probe.demand(image, GpuRequest.NONE, mounts)).isEqualTo(probe.demand(image));
    }

    @Test
    void looksInAShortTime() throws Exception {
        var probe = new PostureProbe(sandboxes);
        probe.demand(image);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long started = System.nanoTime();
            probe.demand(image);
            best = Math.min(best, System.nanoTime() - started);
        }
        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(600));
    }

    @Test
    void theHostsNetwork() {
        refuses(
                "interfaces: expected lo, found ",
                settings -> settings.host.withNetworkMode("host"));
    }

    @Test
    void aVariableOfTheHost() {
        refuses("AWS_SECRET", settings -> settings.environment.add("AWS_SECRET=x"));
    }

    @Test
    void aDeviceOfTheHost() {
        refuses(
                "devices: expected the usual, found /dev/kmsg",
                settings -> settings.host.withDevices(new Device("r", "/dev/kmsg", "/dev/kmsg")));
    }

    @Test
    void theHostsProcesses() {
        refuses("processes: expected 1, found 1 2", settings -> settings.host.withPidMode("host"));
    }
}
