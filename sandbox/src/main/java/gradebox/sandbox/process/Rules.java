package gradebox.sandbox.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** List what of the file system Landlock leaves to a program: pairs of a path and rights. */
final class Rules {
    private static final String READ = "r";
    private static final String RUN = "rx";
    private static final String WRITE = "rw";

    /** Where the system's programs and libraries lie, whatever it is. */
    private static final List<String> SYSTEM =
            List.of("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32");

    /** What libraries look up; nothing that is anybody's own. */
    private static final List<String> SETTINGS =
            List.of(
                    "/etc/ld.so.cache",
                    "/etc/ld.so.conf",
                    "/etc/ld.so.conf.d",
                    "/etc/passwd",
                    "/etc/group",
                    "/etc/nsswitch.conf",
                    "/etc/host.conf",
                    "/etc/hosts",
                    "/etc/localtime",
                    "/etc/timezone",
                    "/etc/os-release",
                    "/etc/mime.types",
                    "/etc/alternatives",
                    "/etc/python3",
                    "/etc/matplotlibrc",
                    "/etc/fonts");

    /** What tells of the machine and of oneself. Of others' processes there is no line. */
    private static final List<String> KERNEL =
            List.of(
                    "/proc/self",
                    "/proc/cpuinfo",
                    "/proc/meminfo",
                    "/proc/stat",
                    "/proc/loadavg",
                    "/proc/uptime",
                    "/proc/version",
                    "/proc/filesystems",
                    "/proc/sys/vm",
                    "/proc/sys/kernel",
                    "/proc/driver/nvidia",
                    "/sys/devices/system");

    private Rules() {}

    /**
     * List a sandbox's.
     *
     * @param folders where Python lies
     * @param devices nodes that it was given
     */
    static List<List<String>> of(Places places, List<String> folders, List<Path> devices) {
        var rules = new ArrayList<List<String>>();
        Stream.concat(SYSTEM.stream(), folders.stream().filter(Rules::isOwnFolder))
                .distinct()
                .forEach(path -> rules.add(List.of(path, RUN)));
        Stream.concat(SETTINGS.stream(), KERNEL.stream())
                .forEach(path -> rules.add(List.of(path, READ)));
        Stream.of("/dev/null", "/dev/zero", "/dev/full", "/dev/shm")
                .forEach(path -> rules.add(List.of(path, WRITE)));
        Stream.of("/dev/random", "/dev/urandom").forEach(path -> rules.add(List.of(path, READ)));
        devices.forEach(node -> rules.add(List.of(node.toString(), "rwd")));
        rules.add(List.of(places.slot().resolve("given").toString(), RUN));
        AlreadyThere.among(places.mounts()).forEach(path -> rules.add(List.of(path, READ)));
        rules.add(List.of(places.work().toString(), "rwx"));
        rules.add(List.of(places.temporary().toString(), WRITE));
        return List.copyOf(rules);
    }

    /** A Python may lie anywhere, but not at a place that holds everybody's files. */
    private static boolean isOwnFolder(String path) {
        return path.startsWith("/")
                && Path.of(path).getNameCount() > 1
                && SYSTEM.stream().noneMatch(system -> path.startsWith(system + "/"));
    }
}
