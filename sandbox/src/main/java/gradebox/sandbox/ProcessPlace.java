package gradebox.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Say where a process counts, so that another one can tell whether it would see it.
 *
 * @param machine which machine it is, by its own id and its name: several of them may share a
 *     folder, and those copied from one another share an id
 * @param boot which start of the machine that was
 * @param space the name space of process numbers
 * @param user whose it is
 */
public record ProcessPlace(String machine, String boot, String space, String user) {
    private static final Pattern HIDDEN =
            Pattern.compile(" /proc .* - proc .*\\bhidepid=(?!0\\b|off\\b)");

    static ProcessPlace ofThisProcess() {
        return new ProcessPlace(
                read(Path.of("/etc/machine-id")) + "@" + read(Path.of("/proc/sys/kernel/hostname")),
                read(Path.of("/proc/sys/kernel/random/boot_id")),
                linkTarget(Path.of("/proc/self/ns/pid")),
                ownUser());
    }

    /** Tell whether a machine was started again since a process of another place began. */
    boolean isAfter(ProcessPlace other) {
        return machine.equals(other.machine) && !boot.equals(other.boot);
    }

    /** Tell whether a process of another place, if it lives, would be seen from here. */
    boolean sees(ProcessPlace other) {
        return sees(other, mounts());
    }

    boolean sees(ProcessPlace other, List<String> mounts) {
        return machine.equals(other.machine)
                && boot.equals(other.boot)
                && space.equals(other.space)
                && (user.equals(other.user) || user.equals("0") || !hidesOthers(mounts));
    }

    /** Tell by a process's mounts whether it sees none but its own user's processes. */
    static boolean hidesOthers(List<String> mounts) {
        return mounts.stream().anyMatch(line -> HIDDEN.matcher(line).find());
    }

    private static List<String> mounts() {
        return read(Path.of("/proc/self/mountinfo")).lines().toList();
    }

    private static String ownUser() {
        try {
            return String.valueOf(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException e) {
            return "unknown";
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String linkTarget(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
