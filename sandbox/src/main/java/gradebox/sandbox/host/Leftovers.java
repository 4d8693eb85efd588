package gradebox.sandbox.host;

import gradebox.sandbox.RunIdentity;
import gradebox.sandbox.SandboxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Find what a run has left of its sandboxes, as an attack's oracle has to: slots that it still
 * holds; and whatever belongs to a slot that nobody holds, which is nobody's to clear away.
 *
 * @param folder where runs keep slots and arrange what sandboxes see
 * @param groups where control groups are made, if anywhere
 * @param users whom sandboxes run as, if each slot has a user of its own
 * @param mountinfo the kernel's list of mounts
 */
public record Leftovers(
        Path folder, Optional<ControlGroups> groups, Optional<Users> users, Path mountinfo) {

    /**
     * Number users by slots, again and again.
     *
     * @param first slot 0's
     * @param end the first that is nobody's
     */
    public record Users(int first, int end) {
        private String slot(int user) {
            return Slots.PREFIX + (user - first) % Slots.MOST;
        }
    }

    /** What is seen this often is no run that takes or gives back a slot at this moment. */
    private static final int LOOKS = 3;

    private static final long BETWEEN_MILLIS = 20;

    private static final String SLOT = "slot-\\d{1,4}";

    /** Return, in words, what a process has left, and what nobody holds any more. */
    public List<String> of(long pid) throws SandboxException, InterruptedException {
        try {
            var left = new ArrayList<>(held(pid));
            left.addAll(nobodys());
            return List.copyOf(left);
        } catch (IOException e) {
            throw new SandboxException(
                    "leftovers in %s cannot be read: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /** A folder that is on its way to be a slot counts as well. */
    private List<String> held(long pid) throws IOException {
        var held = new ArrayList<String>();
        for (var place : children(slots())) {
            if (!Files.isDirectory(place)) {
                continue; // a lock that runs share
            }
            var labels = Labels.read(place);
            if (Long.toString(pid).equals(labels.get(RunIdentity.PID))) {
                held.add("%s (%s)".formatted(name(place), labels.get(RunIdentity.NAME)));
            }
        }
        return held;
    }

    private Collection<String> nobodys() throws IOException, InterruptedException {
        var seen = look();
        for (int i = 1; i < LOOKS && !seen.isEmpty(); i++) {
            Thread.sleep(BETWEEN_MILLIS);
            seen.retainAll(look());
        }
        return seen;
    }

    private Set<String> look() throws IOException {
        var seen = new LinkedHashSet<String>();
        for (var group : groupFolders()) {
            if (isFree(name(group))) {
                seen.add("the control group " + group);
            }
        }
        if (users.isPresent()) {
            var range = users.get();
            ProcessTree.ofUsers(range.first(), range.end())
                    .forEach(
                            (pid, user) -> {
                                var slot = range.slot(user);
                                if (isFree(slot)) {
                                    seen.add("process %d of %s's user".formatted(pid, slot));
                                }
                            });
        }
        seen.addAll(mounts());
        return seen;
    }

    private List<Path> groupFolders() throws IOException {
        var folders = new ArrayList<Path>();
        for (var parent :
                new LinkedHashSet<>(groups.map(g -> g.parents().values()).orElse(Set.of()))) {
            children(parent).stream()
                    .filter(group -> name(group).matches(SLOT))
                    .forEach(folders::add);
        }
        return folders;
    }

    private boolean isFree(String slot) {
        return !Files.exists(slots().resolve(slot));
    }

    /** What is arranged for a sandbox is mounted in a name space that nobody else sees. */
    private List<String> mounts() throws IOException {
        try (var lines = Files.lines(mountinfo)) {
            return lines.map(line -> line.split(" ", -1))
                    .filter(words -> words.length > 4 && words[4].startsWith(folder + "/"))
                    .map(words -> "the mount " + words[4])
                    .toList();
        }
    }

    private Path slots() {
        return folder.resolve("slots");
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
