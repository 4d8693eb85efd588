package gradebox.sandbox.bubblewrap;

import static org.assertj.core.api.Assertions.assertThat;

import gradebox.sandbox.Confinement;
import gradebox.sandbox.GpuRequest;
import gradebox.sandbox.Image;
import gradebox.sandbox.Limits;
import gradebox.sandbox.Mount;
import gradebox.sandbox.SandboxSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BubblewrapCommandTest {
    private static final RootFileSystem ROOT =
            new RootFileSystem(
                    Path.of("/images/one/root"),
                    Map.of("bin", "usr/bin"),
                    Set.of("usr", "etc"),
                    Map.of("COURSE", "image", "PYTHONHASHSEED", "7"));
    private static final SandboxSpec SPEC =
            new SandboxSpec(
                    "one",
                    new Image("i", "sha256:1", ""),
                    new Limits(1.5, 1 << 30, 64, 32 << 20, Duration.ofMinutes(1)),
                    GpuRequest.NONE,
                    List.of(new Mount(Path.of("/host/secret/sub"), "/submission")),
                    Map.of("GIVEN", "$(id)"));

    private static BubblewrapCommand command(SandboxSpec spec, boolean root) {
        return new BubblewrapCommand(new Confinement(spec, 4), ROOT, root, true);
    }

    private static String text(List<String> argv) {
        return String.join(" ", argv);
    }

    @Test
    void aDevicesNodesAreBoundBeforeTheFolderIsClosed() {
        var nodes = List.of(Path.of("/dev/nvidia1"));
        var command = new BubblewrapCommand(new Confinement(SPEC, 4), ROOT, true, true, nodes);

        assertThat(text(command.argv(List.of("true"))))
                .containsSubsequence(
                        "--dev /dev", "--dev-bind /dev/nvidia1 /dev/nvidia1", "--remount-ro /dev");
    }

    @Test
    void onlyAProgramThatWantsATerminalCanOpenOne() {
        assertThat(text(command(SPEC.withTerminal(), true).argv(List.of("true"))))
                .doesNotContain("/dev/pts")
                .contains("--remount-ro /dev --remount-ro /");
    }

    @Test
    void everyNameSpaceIsAskedForByName() {
        assertThat(command(SPEC, true).argv(List.of("true")))
                .contains(
                        "--unshare-user",
                        "--unshare-ipc",
                        "--unshare-pid",
                        "--unshare-net",
                        "--unshare-uts",
                        "--unshare-cgroup",
                        "--disable-userns",
                        "--new-session",
                        "--assert-userns-disabled",
                        "--die-with-parent")
                .containsSequence("--cap-drop", "ALL")
                .containsSequence("--uid", "10001", "--gid", "10001")
                .containsSequence("--seccomp", "9")
                .doesNotContain("--share-net", "--unshare-all", "--as-pid-1");
    }

    @Test
    void asRootAllIsSeenThroughTheArrangedFolder() {
        var command = command(SPEC, true);

        assertThat(text(command.argv(List.of("true"))))
                .contains("--symlink usr/bin /bin")
                .contains("--ro-bind image/etc /etc --ro-bind image/usr /usr")
                .contains("--bind tmp /tmp --bind work /work --bind shm /dev/shm")
                .contains(
                        "--ro-bind given-0 /submission --remount-ro /dev/pts --remount-ro /dev --remount-ro /")
                .doesNotContain("/host")
                .doesNotContain("/images");
        assertThat(command.binds())
                .containsExactly(
                        Map.entry("image", Path.of("/images/one/root")),
                        Map.entry("given-0", Path.of("/host/secret/sub")));
        assertThat(command.temporaries(77))
                .containsEntry(
                        "work",
                        "rw,exec,nosuid,nodev,size=33554432,nr_inodes=20000,uid=77,gid=77,mode=0700")
                .containsEntry(
                        "tmp", "rw,noexec,nosuid,nodev,size=268435456,nr_inodes=20000,mode=1777");
    }

    @Test
    void anOrdinaryUserBindsWhatItIs() {
        var command = command(SPEC, false);

        assertThat(text(command.argv(List.of("true"))))
                .contains("--ro-bind /images/one/root/usr /usr")
                .contains("--perms 0700 --size 33554432 --tmpfs /work")
                .contains("--ro-bind /host/secret/sub /submission")
                .contains("-- prlimit --nproc=64:64 -- timeout");
        assertThat(command.binds()).isEmpty();
        assertThat(command.temporaries(0)).isEmpty();
    }

    @Test
    void whatIsAskedForOverridesTheImagesEnvironment() {
        var argv = command(SPEC, true).argv(List.of("true"));

        assertThat(argv)
                .containsSequence("--setenv", "COURSE", "image")
                .containsSequence("--setenv", "GIVEN", "$(id)");
        assertThat(text(argv)).containsSubsequence("PYTHONHASHSEED 7", "PYTHONHASHSEED 0");
        assertThat(argv.indexOf("--clearenv")).isLessThan(argv.indexOf("--setenv"));
    }

    @Test
    void theProgramComesLastAndMayBeTheFirstProcess() {
        assertThat(text(command(SPEC, true).argv(List.of("prog", "-x"))))
                .endsWith("-- timeout -s KILL 71 prog -x");
        assertThat(text(command(SPEC.asFirstProcess(), true).argv(List.of("prog", "-x"))))
                .endsWith("--as-pid-1 -- env prog -x");
    }

    @Test
    void theUserIsBecomeBeforeBubblewrapRuns() {
        var files = new Entry.Files(Path.of("/s/status"), Path.of("/s/filter"), Path.of("/view"));
        var entry = new Entry(42, OptionalInt.of(77), files, List.of(Path.of("/c/cgroup.procs")));
        var words = text(entry.argv(command(SPEC, true), List.of("true")));

        assertThat(words)
                .startsWith("setpriv --pdeathsig KILL -- unshare --mount --propagation private --")
                .contains("enter 42 /s/status /s/filter /view /c/cgroup.procs -- /images/one/root")
                .contains("-- setpriv --reuid 77 --regid 77 --clear-groups --no-new-privs --")
                .contains(
                        "prlimit --core=0:0 --fsize=268435456:268435456 --nofile=1024:1024 --nproc=64:64 -- bwrap");
    }

    @Test
    void anOrdinaryUserBecomesNobodyElse() {
        var files = new Entry.Files(Path.of("/s/status"), Path.of(""), Path.of(""));
        var entry = new Entry(42, OptionalInt.empty(), files, List.of());
        var words = text(entry.argv(command(SPEC, false), List.of("true")));

        assertThat(words)
                .contains("enter 42 /s/status   -- -- -- prlimit --core=0:0")
                .doesNotContain("unshare --mount")
                .doesNotContain("reuid")
                .doesNotContain("-- prlimit --core=0:0 --fsize=268435456:268435456 --nproc");
    }
}
