package gradebox.sandbox.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Find where control groups can be made: version 1 where the memory controller is mounted so, else
 * version 2. Whoever is not root needs a group that was delegated: {@code systemd-run --user
 * --scope -p Delegate=yes}.
 */
public final class ControlGroupMounts {
    private static final String PARENT = "gradebox";

    /** Version 2 lets no group have processes and limited groups below it at the same time. */
    private static final String OURSELVES = "gradebox-itself";

    private final List<String> mounts;
    private final String own;

    ControlGroupMounts(List<String> mounts, List<String> memberships) {
        this.mounts = List.copyOf(mounts);
        this.own =
                memberships.stream()
                        .filter(line -> line.startsWith("0::/"))
                        .map(line -> line.substring("0::".length()))
                        .findFirst()
                        .orElse("/");
    }

    /** Look at this process's own mounts. */
    public static ControlGroupMounts ofThisProcess() throws IOException {
        return new ControlGroupMounts(
                Files.readAllLines(Path.of("/proc/self/mountinfo")),
                Files.readAllLines(Path.of("/proc/self/cgroup")));
    }

    /** Return where groups can be made; empty where this user can make none. */
    public Optional<ControlGroups> usable(boolean root) {
        var first = versionOne();
        if (first.isPresent()) {
            return first.filter(ControlGroupMounts::makeParents);
        }
        return unifiedMount().flatMap(mount -> versionTwo(mount, root));
    }

    /** Return version 1's folders, if it has all that we need. */
    Optional<ControlGroups> versionOne() {
        var parents = new TreeMap<String, Path>();
        for (var line : mounts) {
            var parts = line.split(" - ", 2);
            var tail = parts.length < 2 ? new String[0] : parts[1].split(" ", 3);
            if (tail.length == 3 && tail[0].equals("cgroup")) {
                var mount = Path.of(parts[0].split(" ", -1)[4]);
                Arrays.stream(tail[2].split(",", -1))
                        .filter(ControlGroups.CONTROLLERS::contains)
                        .forEach(controller -> parents.put(controller, mount.resolve(PARENT)));
            }
        }
        return parents.size() == ControlGroups.CONTROLLERS.size()
                ? Optional.of(new ControlGroups(parents, false))
                : Optional.empty();
    }

    Optional<Path> unifiedMount() {
        return mounts.stream()
                .filter(line -> line.contains(" - cgroup2 "))
                .map(line -> Path.of(line.split(" ", -1)[4]))
                .findFirst();
    }

    /** Return version 2's group that ours go below: all of the machine's for root, else our own. */
    Path base(Path mount, boolean root) {
        String path = root ? "/" : own;
        String outside = path.endsWith("/" + OURSELVES) ? parentOf(path) : path;
        return mount.resolve(outside.substring(1)).normalize();
    }

    private static String parentOf(String path) {
        return path.substring(0, Math.max(1, path.lastIndexOf('/')));
    }

    private Optional<ControlGroups> versionTwo(Path mount, boolean root) {
        var base = base(mount, root);
        var parent = base.resolve(PARENT);
        try {
            var offered = Files.readString(base.resolve("cgroup.controllers")).strip().split(" ");
            if (!Arrays.asList(offered).containsAll(ControlGroups.CONTROLLERS)) {
                return Optional.empty();
            }
            if (!enabled(base)) {
                enable(base);
            }
            Files.createDirectories(parent);
            if (!enabled(parent)) {
                hand(parent);
            }
            return Optional.of(new ControlGroups(ControlGroups.all(parent), true));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean enabled(Path group) throws IOException {
        var on = Files.readString(group.resolve("cgroup.subtree_control")).strip().split(" ");
        return Arrays.asList(on).containsAll(ControlGroups.CONTROLLERS);
    }

    private static void hand(Path group) throws IOException {
        Files.writeString(group.resolve("cgroup.subtree_control"), "+memory +pids +cpu");
    }

    private static void enable(Path base) throws IOException {
        try {
            hand(base);
        } catch (IOException busy) {
            var ourselves = Files.createDirectories(base.resolve(OURSELVES));
            Files.writeString(
                    ourselves.resolve("cgroup.procs"), "" + ProcessHandle.current().pid());
            hand(base);
        }
    }

    private static boolean makeParents(ControlGroups groups) {
        try {
            for (var parent : groups.parents().values()) {
                Files.createDirectories(parent);
                if (!Files.isWritable(parent)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
