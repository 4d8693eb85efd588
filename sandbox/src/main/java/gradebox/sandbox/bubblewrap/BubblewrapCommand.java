package gradebox.sandbox.bubblewrap;

import gradebox.sandbox.Confinement;
import gradebox.sandbox.Mount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turn what a sandbox is asked for into bubblewrap's command line; nothing here touches a machine.
 *
 * @param confinement what is asked for
 * @param root what it runs on
 * @param staged whether what it sees is arranged in a folder first: as root, for the sandbox's user
 *     cannot pass the folders that it lies in
 * @param filtered whether a system call filter is given on descriptor {@link #FILTER}
 * @param devices device nodes that it may use beside those that every sandbox has
 */
record BubblewrapCommand(
        Confinement confinement,
        RootFileSystem root,
        boolean staged,
        boolean filtered,
        List<Path> devices) {
    static final int STATUS = 3;
    static final int FILTER = 9;

    /** Numerical libraries read here what processors there are. */
    private static final Path SYSTEM = Path.of("/sys/devices/system");

    private static final String IMAGE = "image";
    private static final String GIVEN = "given-";

    /** Show no device beside those that every sandbox has. */
    BubblewrapCommand(
            Confinement confinement, RootFileSystem root, boolean staged, boolean filtered) {
        this(confinement, root, staged, filtered, List.of());
    }

    /** Return what must be bound in the folder, by name. */
    Map<String, Path> binds() {
        var binds = new LinkedHashMap<String, Path>();
        if (staged) {
            binds.put(IMAGE, root.path());
            var mounts = confinement.spec().mounts();
            for (int i = 0; i < mounts.size(); i++) {
                binds.put(GIVEN + i, mounts.get(i).source());
            }
        }
        return binds;
    }

    /** Return the temporary file systems that must be in the folder, by name, with options. */
    Map<String, String> temporaries(int user) {
        var temporaries = new LinkedHashMap<String, String>();
        if (staged) {
            confinement.temporary().forEach(t -> temporaries.put(name(t), t.options(user)));
        }
        return temporaries;
    }

    private static String name(Confinement.Temporary temporary) {
        return temporary.at().substring(temporary.at().lastIndexOf('/') + 1);
    }

    /** Return the whole command of a program. */
    List<String> argv(List<String> program) {
        var argv = new Words();
        argv.add("bwrap");
        namespaces(argv);
        image(argv);
        kernelFolders(argv);
        devices.forEach(node -> argv.add("--dev-bind", node.toString(), node.toString()));
        confinement.temporary().forEach(temporary -> temporary(argv, temporary));
        mounts(argv);
        if (!confinement.spec().terminal()) {
            argv.add("--remount-ro", "/dev/pts"); // which takes its devices away, too
        }
        argv.add("--remount-ro", "/dev").add("--remount-ro", "/");
        argv.add("--clearenv");
        root.environment().forEach((name, value) -> argv.add("--setenv", name, value));
        confinement.environment().forEach((name, value) -> argv.add("--setenv", name, value));
        argv.add("--setenv", "HOSTNAME", Confinement.HOST_NAME);
        argv.add("--chdir", Confinement.WORK).add("--json-status-fd", "" + STATUS);
        if (filtered) {
            argv.add("--seccomp", "" + FILTER);
        }
        if (confinement.spec().first()) {
            argv.add("--as-pid-1");
        }
        argv.add("--");
        if (!staged) {
            // Outside, the kernel would count all that the user runs; inside, this sandbox only.
            int most = confinement.spec().limits().pids();
            argv.add("prlimit", "--nproc=%d:%d".formatted(most, most), "--");
        }
        argv.words.addAll(confinement.entrypoint());
        argv.words.addAll(program);
        return List.copyOf(argv.words);
    }

    /** Each by name: what means all of them takes user and control groups where there are some. */
    private static void namespaces(Words argv) {
        argv.add("--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net");
        argv.add("--unshare-uts", "--unshare-cgroup");
        argv.add("--disable-userns", "--assert-userns-disabled");
        argv.add("--uid", "" + Confinement.USER).add("--gid", "" + Confinement.USER);
        argv.add("--hostname", Confinement.HOST_NAME);
        argv.add("--die-with-parent", "--new-session").add("--cap-drop", "ALL");
    }

    private void image(Words argv) {
        String image = staged ? IMAGE : root.path().toString();
        root.links().forEach((name, target) -> argv.add("--symlink", target, "/" + name));
        root.folders().forEach(name -> argv.add("--ro-bind", image + "/" + name, "/" + name));
    }

    private static void kernelFolders(Words argv) {
        argv.add("--proc", "/proc").add("--ro-bind", "/proc/sys", "/proc/sys");
        argv.add("--dev", "/dev").add("--mqueue", "/dev/mqueue");
        argv.add("--perms", "0755").add("--dir", "/sys");
        argv.add("--ro-bind", SYSTEM.toString(), SYSTEM.toString());
    }

    private void temporary(Words argv, Confinement.Temporary temporary) {
        if (staged) {
            argv.add("--bind", name(temporary), temporary.at());
        } else {
            argv.add("--perms", temporary.shared() ? "1777" : "0700");
            argv.add("--size", "" + temporary.bytes()).add("--tmpfs", temporary.at());
        }
    }

    private void mounts(Words argv) {
        List<Mount> mounts = confinement.spec().mounts();
        for (int i = 0; i < mounts.size(); i++) {
            String source = staged ? GIVEN + i : mounts.get(i).source().toString();
            argv.add("--ro-bind", source, mounts.get(i).target());
        }
    }

    private static final class Words {
        private final List<String> words = new ArrayList<>();

        private Words add(String... more) {
            words.addAll(List.of(more));
            return this;
        }
    }
}
